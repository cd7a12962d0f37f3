/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One section: own words first, then each field in the order of the design's section 3.
 */
#include "way-print-plan.h"
#include "way-print-table.h"
#include "way-print-text.h"

#define HOME_SECTION "S1_05"
#define CHANGES_SECTION "S1_04"
#define SPACE_OVER_ADDRESS (1 * WAY_PRINT_MM)
#define SPACE_UNDER_ADDRESS (4 * WAY_PRINT_MM)

static const WayPrintColumn columns[] = {
  { 0, 249.3 }, { 249.3, 90.8 }, { 340.1, 96.7 }, { 436.8, 45.1 }
};

static void
add_address (WayPrintPlan *self)
{
  const WayDocument *document = self->document;
  const char *parts[] = { document->home_name, document->address_lines, document->postcode };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL, *address = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *clean = way_print_text_clean (parts[i]);
      g_auto (GStrv) split = g_strsplit (clean, "\n", -1);

      for (gsize k = 0; split[k] != NULL; k++)
        if (*g_strstrip (split[k]) != '\0')
          g_ptr_array_add (lines, g_strdup (split[k]));
    }
  if (lines->len == 0)
    return;

  g_ptr_array_add (lines, NULL);
  joined = g_strjoinv (", ", (char **)lines->pdata);
  address = way_print_label_fill (self->labels, WAY_LABEL ("section", "My address: {address}"),
                                  "address", joined, NULL);
  way_print_compose_keep (&self->composer);
  self->composer.space = SPACE_OVER_ADDRESS;
  way_print_compose_label (&self->composer, WAY_PRINT_TYPE_BODY, address);
  way_print_compose_keep (&self->composer);
  way_print_compose_space (&self->composer, SPACE_UNDER_ADDRESS);
}

/* A field that is empty is left out with its heading. */
static void
add_field (WayPrintPlan *self, const char *heading, const WayDocumentText *text)
{
  const char *shown = way_print_plan_text (self, text);
  g_autofree char *line = way_print_text_line (shown);

  if (*line == '\0')
    return;
  way_print_compose_field (&self->composer, heading);
  way_print_compose_prose (&self->composer, shown, way_print_plan_language (self, text));
}

static void
add_adviser_view (WayPrintPlan *self, const WayDocumentText *text)
{
  g_autofree char *heading = NULL;

  if (!way_print_plan_has (self, "adviser_view"))
    return;
  if (*self->adviser != '\0')
    heading = way_print_label_fill (self->labels, WAY_LABEL ("field", "What {adviser} thinks"),
                                    "adviser", self->adviser, NULL);
  else
    heading = g_strdup (
        way_print_label (self->labels, WAY_LABEL ("field", "What my adviser thinks")));
  add_field (self, heading, text);
}

static void
add_needs (WayPrintPlan *self, const WayDocumentMatter *matter)
{
  const char *heading = way_print_label (self->labels, WAY_LABEL ("field", "What needs to happen"));

  add_field (self, heading, &matter->what_needs_to_happen);
  if (!matter->nothing_needed)
    return;
  if (*way_print_plan_text (self, &matter->what_needs_to_happen) == '\0')
    way_print_compose_field (&self->composer, heading);
  way_print_compose_label (&self->composer, WAY_PRINT_TYPE_BODY,
                           way_print_label (self->labels, WAY_LABEL ("field", "Nothing is needed "
                                                                              "now.")));
}

/* How an action stands, where a tick cannot say it; NULL where it can. */
static const char *
find_status (WayPrintPlan *self, const WayDocumentAction *action)
{
  if (g_str_equal (action->status, "in_progress"))
    return way_print_label (self->labels, WAY_LABEL ("action", "In progress."));
  if (g_str_equal (action->status, "booked"))
    return way_print_label (self->labels, WAY_LABEL ("action", "Booked."));
  if (g_str_equal (action->status, "not_done"))
    return way_print_label (self->labels, WAY_LABEL ("action", "This was not done."));
  return NULL;
}

/* How an action stands and how it is going: one note while both are of one language.  What is put
 * together for it goes to @ret_joined. */
static void
fill_notes (WayPrintPlan *self,
            const WayDocumentAction *action,
            WayPrintNote notes[3],
            char **ret_joined)
{
  const char *status = find_status (self, action);
  const char *language = way_print_plan_language (self, &action->progress);
  g_autofree char *progress = way_print_text_line (way_print_plan_text (self, &action->progress));
  gboolean one = language == NULL
                 || way_print_language_same (language,
                                             way_print_labels_get_language (self->labels));
  guint count = 0;

  if (status != NULL && *progress != '\0' && one)
    {
      *ret_joined = way_print_label_fill (self->labels, WAY_LABEL ("action", "{status} {progress}"),
                                          "status", status, "progress", progress, NULL);
      notes[count++] = (WayPrintNote){ *ret_joined, NULL };
      return;
    }
  if (status != NULL)
    notes[count++] = (WayPrintNote){ status, NULL };
  if (*progress != '\0')
    notes[count++] = (WayPrintNote){ *ret_joined = g_steal_pointer (&progress), language };
}

static void
add_action (WayPrintPlan *self, WayPrintTable *table, const WayDocumentAction *action)
{
  WayPrintNote notes[3] = { { NULL, NULL } };
  g_autofree char *who = way_print_plan_who (self, action->who);
  g_autofree char *by = way_print_plan_by (self, action->by);
  g_autofree char *joined = NULL;
  WayPrintCell cells[] = {
    { .text = way_print_plan_text (self, &action->what),
      .language = way_print_plan_language (self, &action->what),
      .notes = notes },
    { .text = who },
    { .text = by },
    { .box = TRUE, .ticked = g_str_equal (action->status, "done") },
  };

  fill_notes (self, action, notes, &joined);
  way_print_table_add_row (table, cells, FALSE);
}

static void
add_actions (WayPrintPlan *self, const WayDocumentMatter *matter)
{
  WayPrintLabels *labels = self->labels;
  const char *heads[] = { way_print_label (labels, WAY_LABEL ("action", "What")),
                          way_print_label (labels, WAY_LABEL ("action", "Who")),
                          way_print_label (labels, WAY_LABEL ("action", "By when")),
                          way_print_label (labels, WAY_LABEL ("action", "Done")) };
  WayPrintTable table;

  if (matter->actions->len == 0)
    return;
  way_print_compose_field (&self->composer,
                           way_print_label (labels, WAY_LABEL ("field", "What we will do")));
  table = way_print_table_begin (&self->composer, columns, G_N_ELEMENTS (columns), heads);
  for (guint i = 0; i < matter->actions->len; i++)
    add_action (self, &table, g_ptr_array_index (matter->actions, i));
  way_print_table_end (&table);
}

/* What the other sections say for the case that they do not work out, so that it can be read as
 * one. A section that is left out is left out here too. */
static void
add_gathered (WayPrintPlan *self, const WayDocumentMatter *changes)
{
  GPtrArray *matters = self->document->matters;

  for (guint i = 0; i < matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (matters, i);
      g_autofree char *heading = NULL;

      if (matter == changes || !way_print_plan_has (self, matter->key))
        continue;
      heading = way_print_label_fill (
          self->labels, WAY_LABEL ("field", "If this doesn’t work out: {section}"), "section",
          way_print_plan_section_title (self, matter->title), NULL);
      add_field (self, heading, &matter->contingency);
    }
}

void
way_print_plan_add_section (WayPrintPlan *self, const WayDocumentMatter *matter)
{
  WayPrintLabels *labels = self->labels;
  WayPrintComposer *composer = &self->composer;
  WayPrintNode *parent = composer->node;

  composer->node = way_print_compose_node (composer, parent, "Sect", NULL);
  way_print_compose_title (composer, matter->number,
                           way_print_plan_section_title (self, matter->title));
  if (g_str_equal (matter->key, HOME_SECTION) && !way_print_plan_leaves_out_address (self))
    add_address (self);
  way_print_compose_words (composer, way_print_label (labels, WAY_LABEL ("field", "In my words")),
                           matter->own_words, FALSE);
  add_field (self, way_print_label (labels, WAY_LABEL ("field", "Why there is nothing here")),
             &matter->empty_reason);
  add_field (self, way_print_label (labels, WAY_LABEL ("field", "What’s going well")),
             &matter->going_well);
  add_field (self, way_print_label (labels, WAY_LABEL ("field", "What we are worried about")),
             &matter->worried_about);
  add_adviser_view (self, &matter->adviser_view);
  add_needs (self, matter);
  add_actions (self, matter);
  add_field (self, way_print_label (labels, WAY_LABEL ("field", "If this doesn’t work out")),
             &matter->contingency);
  if (g_str_equal (matter->key, CHANGES_SECTION))
    add_gathered (self, matter);
  composer->node = parent;
}
