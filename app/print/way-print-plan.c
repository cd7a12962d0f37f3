/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The standard edition (design, section 10): which parts, in which order, with which head and foot.
 */
#include "way-print-plan.h"

#include <string.h>
#include "way-clock.h"
#include "way-document-surnames.h"
#include "way-fail.h"
#include "way-name.h"
#include "way-print-finish.h"
#include "way-print-letters.h"
#include "way-print-text.h"

#define SPACE_OVER_LAW (6 * WAY_PRINT_MM)

static const char *const part_names[] = {
  "front", "actions", "agreeing", WAY_DOCUMENT_NO_ADVISER_VIEW, WAY_DOCUMENT_NO_SURNAMES, NULL
};

/* The ten sections of the design, so that their titles can be translated. */
static const char *const section_titles[] = {
  WAY_LABEL ("section", "Keeping in touch"),     WAY_LABEL ("section", "Learning and training"),
  WAY_LABEL ("section", "Work and activities"),  WAY_LABEL ("section", "If things change"),
  WAY_LABEL ("section", "Where I live"),         WAY_LABEL ("section", "Family and friends"),
  WAY_LABEL ("section", "Everyday skills"),      WAY_LABEL ("section", "Money"),
  WAY_LABEL ("section", "Health and wellbeing"), WAY_LABEL ("section", "Who I am"),
};

gboolean
way_print_plan_has (const WayPrintPlan *self, const char *part)
{
  return way_document_prints (self->options->sections, part);
}

gboolean
way_print_plan_has_address (const WayPrintPlan *self)
{
  const WayDocument *document = self->document;

  return *document->address_lines != '\0' || *document->postcode != '\0'
         || *document->home_name != '\0';
}

gboolean
way_print_plan_leaves_out_address (const WayPrintPlan *self)
{
  return way_print_plan_has_address (self) && self->document->address_private
         && !self->options->with_address;
}

const char *
way_print_plan_text (const WayPrintPlan *self, const WayDocumentText *text)
{
  if (text->two_versions)
    return way_print_label (self->labels, WAY_LABEL ("field", "Two versions, being settled"));
  return text->text;
}

const char *
way_print_plan_language (const WayPrintPlan *self, const WayDocumentText *text)
{
  return text->two_versions ? NULL : text->language;
}

char *
way_print_plan_who (const WayPrintPlan *self, const char *who)
{
  if (g_str_equal (who, "me"))
    return g_strdup (self->name);
  if (*who == '\0')
    return g_strdup (way_print_label (self->labels, WAY_LABEL ("action", "Not decided yet")));
  return way_print_text_line (who);
}

char *
way_print_plan_by (const WayPrintPlan *self, WayDate by)
{
  if (way_date_is_none (by))
    return g_strdup (way_print_label (self->labels, WAY_LABEL ("action", "No date yet")));
  return way_print_labels_date_in (self->labels, by, self->date.year);
}

const char *
way_print_plan_section_title (const WayPrintPlan *self, const char *title)
{
  for (gsize i = 0; i < G_N_ELEMENTS (section_titles); i++)
    if (g_str_equal (strchr (section_titles[i], '\004') + 1, title))
      return way_print_label (self->labels, section_titles[i]);
  return title;
}

static gboolean
is_part (const WayDocument *document, const char *part)
{
  if (g_strv_contains (part_names, part))
    return TRUE;
  for (guint i = 0; i < document->matters->len; i++)
    if (g_str_equal (((WayDocumentMatter *)g_ptr_array_index (document->matters, i))->key, part))
      return TRUE;
  return FALSE;
}

static gboolean
check_parts (const WayDocument *document, const WayPrintOptions *options, GError **error)
{
  const char *const *sections = options->sections;

  if (sections == NULL)
    return TRUE;
  if (sections[0] == NULL)
    return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_SECTION,
                     "No section was chosen; choose at least one to print.");
  for (gsize i = 0; sections[i] != NULL; i++)
    if (!is_part (document, sections[i]))
      return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_SECTION,
                       "A section that was asked for is not in this plan; choose among S1_01 to "
                       "S1_10, front, actions, agreeing, no_adviser_view and no_surnames.");
  return TRUE;
}

static WayDate
date_of (const WayDocument *document)
{
  if (!document->draft)
    return document->agreed_on;
  return document->newest_ms > 0 ? way_clock_date_at (document->newest_ms) : way_date_none;
}

/* (transfer full): "Kez" of "Kez Hartley"; a name of two words is written with a hyphen. */
static char *
first_name (const char *name)
{
  g_autofree char *line = way_print_text_line (name);

  return g_strndup (line, strcspn (line, " "));
}

/* Where the sections come from, under the last of them and never alone on a page. */
static void
add_law (WayPrintPlan *self)
{
  g_autofree char *law = way_print_text_line (self->document->law), *sentence = NULL;

  if (*law == '\0')
    return;
  sentence = way_print_label_fill (self->labels,
                                   WAY_LABEL ("law", "The sections of this plan come from: {law}."),
                                   "law", law, NULL);
  way_print_compose_keep (&self->composer);
  way_print_compose_space (&self->composer, SPACE_OVER_LAW);
  way_print_compose_label (&self->composer, WAY_PRINT_TYPE_SMALL, sentence);
}

static void
add_parts (WayPrintPlan *self)
{
  GPtrArray *matters = self->document->matters;
  gboolean any = FALSE;

  if (way_print_plan_has (self, "front"))
    {
      way_print_plan_add_cover (self);
      way_print_compose_page (&self->composer);
      way_print_plan_add_about (self);
    }
  for (guint i = 0; i < matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (matters, i);

      if (!way_print_plan_has (self, matter->key))
        continue;
      way_print_plan_add_section (self, matter);
      any = TRUE;
    }
  if (any)
    add_law (self);
  way_print_compose_page (&self->composer);
  if (way_print_plan_has (self, "actions"))
    way_print_plan_add_actions (self);
  if (way_print_plan_has (self, "agreeing"))
    way_print_plan_add_agreeing (self);
}

/* (transfer full) (nullable): the trailing side of the head. */
static char *
make_head_date (const WayPrintPlan *self)
{
  g_autofree char *date = NULL;

  if (way_date_is_none (self->date))
    return NULL;
  date = way_print_labels_date (self->labels, self->date);
  return way_print_label_fill (self->labels,
                               self->document->draft ? WAY_LABEL ("head", "Last changed {date}")
                                                     : WAY_LABEL ("head", "Agreed {date}"),
                               "date", date, NULL);
}

/* Head, foot and where the pages end. */
static void
set_pages (WayPrintPlan *self)
{
  WayPrintLabels *labels = self->labels;
  gboolean cover = way_print_plan_has (self, "front");
  const char *mine = way_print_label (labels, WAY_LABEL ("foot", "This is my copy. I choose who "
                                                                 "sees it."));
  const char *left_out = way_print_label (labels, WAY_LABEL ("foot", "Address left out"));
  const char *title_id = *self->name != '\0' ? WAY_LABEL ("head", "{name}’s pathway plan")
                                             : WAY_LABEL ("cover", "My pathway plan");
  /* A cover that must have a head begins below it. */
  gboolean bare = cover && !self->document->draft && !self->options->practice;

  self->head_title = way_print_label_fill (labels, title_id, "name", self->name, NULL);
  self->head_date = make_head_date (self);
  self->copy_number = g_strdup (self->options->copy_number);
  self->pages = way_print_flow_paginate (self->flow, bare ? WAY_PRINT_COVER_TOP : WAY_PRINT_TOP);
  self->running = (WayPrintRunning){
    .cover = cover,
    .title = self->head_title,
    .date = self->head_date,
    .foot = way_print_plan_leaves_out_address (self) ? left_out : mine,
    .foot_of_cover = mine,
    .copy_number = self->copy_number,
  };
  if (self->options->practice)
    self->running.practice = way_print_label (labels, WAY_LABEL ("head", "Practice"));
  if (self->document->draft)
    self->running.draft = way_print_label (labels, WAY_LABEL ("head", "Draft, not agreed yet"));
}

gboolean
way_print_plan_begin (WayPrintPlan *self,
                      WayDocument *document,
                      const WayPrintOptions *options,
                      GError **error)
{
  g_autofree char *short_name = NULL;

  self->document = document;
  self->options = options;
  if (!check_parts (document, options, error))
    return FALSE;
  if (options->sections != NULL && g_strv_contains (options->sections, WAY_DOCUMENT_NO_SURNAMES))
    self->document = document = self->masked = way_document_without_surnames (document);
  self->labels = way_print_labels_new (options->language != NULL ? options->language : "en", error);
  self->fonts = self->labels != NULL ? way_print_fonts_new (NULL, error) : NULL;
  if (self->fonts == NULL || !way_print_letters_check (self->fonts, document, options, error))
    return FALSE;

  self->flow = way_print_flow_new ();
  self->root = way_print_node_new_root ();
  short_name = way_name_short (document->preferred_name, document->full_name);
  self->preferred = way_print_text_line (document->preferred_name);
  self->name = way_print_text_line (short_name);
  self->adviser = first_name (document->adviser_name);
  self->date = date_of (document);
  self->composer = (WayPrintComposer){ .fonts = self->fonts,
                                       .labels = self->labels,
                                       .flow = self->flow,
                                       .node = self->root,
                                       .name = self->name };
  add_parts (self);
  set_pages (self);
  return TRUE;
}

void
way_print_plan_clear (WayPrintPlan *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->masked, way_document_unref);
  g_clear_pointer (&self->flow, way_print_flow_free);
  g_clear_pointer (&self->root, way_print_node_free);
  g_clear_pointer (&self->fonts, way_print_fonts_free);
  g_clear_pointer (&self->labels, way_print_labels_free);
  g_clear_pointer (&self->preferred, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->adviser, g_free);
  g_clear_pointer (&self->head_title, g_free);
  g_clear_pointer (&self->head_date, g_free);
  g_clear_pointer (&self->copy_number, g_free);
}

void
way_print_plan_draw (WayPrintPlan *self, WayPrintCanvas *canvas, guint page)
{
  way_print_draw (canvas, self->fonts, self->labels, self->flow, self->pages, &self->running, page);
}

static GBytes *
finish_plan (WayPrintPlan *self, WayPrintCanvas *canvas, WayPrintNode *root, GError **error)
{
  char date[] = "D:YYYYMMDD";
  WayPrintFacts facts = {
    .title = way_print_label (self->labels, WAY_LABEL ("cover", "My pathway plan")),
    .language = way_print_labels_get_language (self->labels),
    .rtl = way_print_labels_are_rtl (self->labels),
    .date = "",
  };
  g_autoptr (GBytes) drawn = way_print_canvas_finish (canvas, error);

  if (drawn == NULL)
    return NULL;
  if (way_date_is_full (self->date))
    {
      g_snprintf (date, sizeof date, "D:%04u%02u%02u", self->date.year, self->date.month,
                  self->date.day);
      facts.date = date;
    }
  return way_print_finish (drawn, canvas, root, &facts, error);
}

GBytes *
way_print_plan (WayDocument *document,
                const WayPrintOptions *options,
                guint *ret_pages,
                GError **error)
{
  static const WayPrintOptions everything = { 0 };
  g_auto (WayPrintPlan) self = { .document = NULL };
  g_autoptr (WayPrintCanvas) canvas = NULL;
  GBytes *pdf;

  if (!way_print_plan_begin (&self, document, options != NULL ? options : &everything, error))
    return NULL;
  canvas = way_print_canvas_new ();
  for (guint page = 1; page <= self.pages->len; page++)
    way_print_plan_draw (&self, canvas, page);
  pdf = finish_plan (&self, canvas, self.root, error);
  if (pdf != NULL && ret_pages != NULL)
    *ret_pages = self.pages->len;
  return pdf;
}
