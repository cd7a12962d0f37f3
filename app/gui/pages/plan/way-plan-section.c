/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-section.h"

#include "way-i18n.h"
#include "way-name.h"
#include "way-operation.h"
#include "way-saved-line.h"
#include "way-text-field.h"
#include "way-words-field.h"

/* A section's text fields in their order. */
typedef enum
{
  GOING_WELL,
  WORRIED_ABOUT,
  ADVISER_VIEW,
  WHAT_NEEDS_TO_HAPPEN,
  CONTINGENCY,
  N_FIELDS
} Field;

static const struct
{
  const char *name;
  guint16 group;
} fields[N_FIELDS] = {
  [GOING_WELL] = { "going_well", WAY_MATTER_GOING_WELL },
  [WORRIED_ABOUT] = { "worried_about", WAY_MATTER_WORRIED_ABOUT },
  [ADVISER_VIEW] = { "adviser_view", WAY_MATTER_ADVISER_VIEW },
  [WHAT_NEEDS_TO_HAPPEN] = { "what_needs_to_happen", WAY_MATTER_WHAT_NEEDS_TO_HAPPEN },
  [CONTINGENCY] = { "contingency", WAY_MATTER_CONTINGENCY },
};

struct _WayPlanSection
{
  GtkBox parent;

  GtkLabel *title, *place; /* template children */
  WaySavedLine *saved;
  WayWordsField *own_words;
  WayTextField *going_well, *worried_about, *adviser_view, *what_needs_to_happen, *contingency;

  WayTextField *texts[N_FIELDS];
  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  char *key;         /* (owned) (nullable) */
  char *name;        /* (owned) (nullable): what people call the person, as it was last shown */
};

G_DEFINE_FINAL_TYPE (WayPlanSection, way_plan_section, GTK_TYPE_BOX)

static char *
dup_name (WayLiveCase *live)
{
  WayCase *present = way_live_case_get_case (live);
  const WayObject *person = present != NULL ? way_case_get_person (present) : NULL;
  g_autofree char *preferred = NULL, *full = NULL;

  if (person == NULL)
    return g_strdup ("");
  preferred = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  full = way_object_dup_string (person, WAY_PERSON_NAMES, 1);
  return way_name_short (preferred, full);
}

static void
show_headings (WayPlanSection *self, const WayMatterInfo *matter)
{
  const char *adviser = way_desk_get_adviser_short (self->desk);
  guint n = way_desk_get_reference (self->desk)->matters->len;
  g_autofree char *place = g_strdup_printf (_ ("Section %u of %u. Schedule 1, paragraph %u."),
                                            matter->number, n, matter->number);
  g_autofree char *words = g_strdup_printf (_ ("In %s’s words"), self->name);
  g_autofree char *view = adviser[0] != '\0' ? g_strdup_printf (_ ("What %s thinks"), adviser)
                                             : g_strdup (_ ("What the adviser thinks"));

  gtk_label_set_text (self->title, matter->title);
  gtk_label_set_text (self->place, place);
  way_words_field_set_title (self->own_words, words);
  way_words_field_set_prompt (self->own_words, matter->prompt);
  way_text_field_set_title (self->adviser_view, view);
}

static void
bind_fields (WayPlanSection *self)
{
  WayId object;

  way_matter_object (way_live_case_get_id (self->live), self->key, &object);
  way_words_field_bind (self->own_words, self->desk, self->live, WAY_KIND_MATTER, &object,
                        WAY_MATTER_OWN_WORDS, self->name);
  for (guint i = 0; i < N_FIELDS; i++)
    way_text_field_bind (self->texts[i], self->desk, self->live, WAY_KIND_MATTER, &object,
                         fields[i].group);
}

void
way_plan_section_clear (WayPlanSection *self)
{
  way_words_field_unbind (self->own_words);
  for (guint i = 0; i < N_FIELDS; i++)
    way_text_field_unbind (self->texts[i]);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->name, g_free);
}

void
way_plan_section_show (WayPlanSection *self, WayDesk *desk, WayLiveCase *live, const char *key)
{
  const WayMatterInfo *matter = way_reference_get_matter (way_desk_get_reference (desk), key);
  g_autofree char *name = dup_name (live);

  if (matter == NULL
      || (self->live == live && g_strcmp0 (self->key, key) == 0
          && g_strcmp0 (self->name, name) == 0))
    return;
  way_plan_section_clear (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->key = g_strdup (matter->key);
  self->name = g_steal_pointer (&name);
  way_saved_line_set_desk (self->saved, desk);
  show_headings (self, matter);
  bind_fields (self);
}

const char *
way_plan_section_get_key (WayPlanSection *self)
{
  return self->key;
}

void
way_plan_section_edit (WayPlanSection *self, const char *field)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_strcmp0 (fields[i].name, field) == 0)
      {
        way_text_field_edit (self->texts[i], NULL);
        return;
      }
  if (self->key != NULL)
    way_words_field_edit (self->own_words, NULL);
}

static void
way_plan_section_dispose (GObject *object)
{
  WayPlanSection *self = WAY_PLAN_SECTION (object);

  if (self->own_words != NULL)
    way_plan_section_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_SECTION);
  G_OBJECT_CLASS (way_plan_section_parent_class)->dispose (object);
}

static void
way_plan_section_class_init (WayPlanSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_plan_section_dispose;
  g_type_ensure (WAY_TYPE_WORDS_FIELD);
  g_type_ensure (WAY_TYPE_TEXT_FIELD);
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-section.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, title);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, place);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, saved);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, own_words);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, going_well);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, worried_about);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, adviser_view);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, what_needs_to_happen);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, contingency);
}

static void
way_plan_section_init (WayPlanSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->texts[GOING_WELL] = self->going_well;
  self->texts[WORRIED_ABOUT] = self->worried_about;
  self->texts[ADVISER_VIEW] = self->adviser_view;
  self->texts[WHAT_NEEDS_TO_HAPPEN] = self->what_needs_to_happen;
  self->texts[CONTINGENCY] = self->contingency;
}
