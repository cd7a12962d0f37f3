/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan is laid out as sections of fields of entries.  Two layouts have the same sections and
 * fields; entries of a list are matched by their key, which for an action or a goal is what it
 * says, as a plan holds no ids (way-plan-compare.c does the same).
 */
#include "way-history.h"

#include <string.h>
#include "way-clock.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-person-text.h"

/* -- plans ------------------------------------------------------------------------------------- */

static void
plan_free (WayHistoryPlan *self)
{
  g_free (self->key);
  g_clear_pointer (&self->document, way_document_unref);
  g_free (self->title);
  g_free (self->caption);
  g_free (self);
}

/* (transfer full): takes @document. */
static WayHistoryPlan *
plan_new (WayDocument *document, guint number)
{
  WayHistoryPlan *self = g_new0 (WayHistoryPlan, 1);

  self->document = document;
  self->number = number;
  self->title = g_strdup_printf (_ ("Plan %u"), number);
  return self;
}

static char *
dup_agreed (const WayHistoryPlan *self, WayDate today)
{
  const char *adviser = self->document->adviser_name;
  g_autofree char *day = way_date_text (self->on, way_date_none);

  if (self->withdrawn)
    return g_strdup_printf (_ ("Withdrawn. It was agreed %s"), day);
  if (adviser[0] == '\0')
    return g_strdup_printf (_ ("Agreed %s"), day);
  return g_strdup_printf (_ ("Agreed %s, with %s"), day, adviser);
}

static WayHistoryPlan *
read_version (const WayVersion *version, WayDate today)
{
  WayHistoryPlan *self = plan_new (way_version_open (version, NULL), version->number);
  char hex[WAY_ID_HEX_SIZE];

  self->key = g_strdup (way_id_format (&version->object, hex));
  self->object = version->object;
  self->withdrawn = version->state == WAY_VERSION_WITHDRAWN;
  self->on = self->document != NULL ? self->document->agreed_on
                                    : way_clock_date_at (version->made_ms);
  self->caption = self->document != NULL
                      ? dup_agreed (self, today)
                      : g_strdup (_ ("Damaged: it is not what was agreed any more"));
  return self;
}

/* Takes @draft. */
static WayHistoryPlan *
read_draft (WayDocument *draft, WayDate today)
{
  WayHistoryPlan *self = plan_new (draft, draft->number);
  g_autofree char *day = NULL;

  self->key = g_strdup ("draft");
  self->draft = TRUE;
  self->on = draft->newest_ms > 0 ? way_clock_date_at (draft->newest_ms) : today;
  day = way_date_text (self->on, today);
  self->caption = g_strdup_printf (_ ("Draft, last changed %s"), day);
  return self;
}

GPtrArray *
way_history_list_plans (WayCase *present, WayCase *team, WayReference *reference, WayDate today)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify)plan_free);
  g_autoptr (GPtrArray) versions = way_plan_list_versions (present);
  g_autoptr (WayDocument) draft = way_plan_build_draft (present, team, reference, today);

  if (way_plan_find_current (versions, draft) == NULL)
    g_ptr_array_add (plans, read_draft (g_steal_pointer (&draft), today));
  for (guint i = versions->len; i-- > 0;)
    g_ptr_array_add (plans, read_version (g_ptr_array_index (versions, i), today));
  return plans;
}

/* -- a plan laid out --------------------------------------------------------------------------- */

typedef struct
{
  char *key, *text; /* (owned) */
  gboolean done;
} Entry;

typedef struct
{
  const char *name; /* static */
  char *heading;    /* (owned) */
  gboolean own_words, is_action;
  GPtrArray *entries; /* (owned): Entry */
} Field;

typedef struct
{
  const char *key;   /* borrowed from the document, or static */
  char *title;       /* (owned) */
  GPtrArray *fields; /* (owned): Field */
} Section;

static void
entry_free (Entry *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

static void
field_free (Field *self)
{
  g_free (self->heading);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static void
section_free (Section *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static Section *
add_section (GPtrArray *layout, const char *key, const char *title)
{
  Section *self = g_new0 (Section, 1);

  self->key = key;
  self->title = g_strdup (title);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)field_free);
  g_ptr_array_add (layout, self);
  return self;
}

static Field *
add_field (Section *section, const char *heading)
{
  Field *self = g_new0 (Field, 1);

  self->heading = g_strdup (heading);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  g_ptr_array_add (section->fields, self);
  return self;
}

static const Entry *
find_entry (GPtrArray *entries, const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((Entry *)g_ptr_array_index (entries, i))->key, key))
      return g_ptr_array_index (entries, i);
  return NULL;
}

/* Takes @text; an empty one is no entry.  Two of the same words are kept apart by a number. */
static Entry *
add_entry (Field *field, const char *key, char *text)
{
  Entry *self;

  if (text[0] == '\0')
    {
      g_free (text);
      return NULL;
    }
  self = g_new0 (Entry, 1);
  self->key = g_strdup (key);
  for (guint n = 2; find_entry (field->entries, self->key) != NULL; n++)
    {
      g_free (self->key);
      self->key = g_strdup_printf ("%s (%u)", key, n);
    }
  self->text = text;
  g_ptr_array_add (field->entries, self);
  return self;
}

static void
add_text (Section *section, const char *heading, const char *text)
{
  add_entry (add_field (section, heading), "", g_strdup (text));
}

static void
add_words (Section *section, const char *heading, GPtrArray *words)
{
  GString *text = g_string_new (NULL);
  Field *field = add_field (section, heading);

  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      if (passage->text[0] != '\0' && text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, passage->text);
    }
  field->own_words = TRUE;
  add_entry (field, "", g_string_free (text, FALSE));
}

/* "Join the housing list. Kez and Ros, by 24 October 2025. Letter sent." */
static char *
dup_action (const WayDocumentAction *action, const char *name)
{
  const char *who = g_str_equal (action->who, "me") ? name : action->who;
  g_autofree char *by = way_date_is_none (action->by) ? NULL
                                                      : way_date_text (action->by, way_date_none);
  GString *text = g_string_new (action->what.text);

  if (who[0] != '\0' && by != NULL)
    g_string_append_printf (text, _ (". %s, by %s"), who, by);
  else if (who[0] != '\0')
    g_string_append_printf (text, _ (". %s"), who);
  else if (by != NULL)
    g_string_append_printf (text, _ (". By %s"), by);
  if (action->progress.text[0] != '\0')
    g_string_append_printf (text, _ (". %s"), action->progress.text);
  return g_string_free (text, FALSE);
}

static void
add_actions (Section *section, const WayDocumentMatter *matter, const char *name)
{
  Field *field = add_field (section, _ ("Actions"));

  field->is_action = TRUE;
  for (guint i = 0; i < matter->actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (matter->actions, i);
      Entry *entry = add_entry (field, action->what.text, dup_action (action, name));

      if (entry != NULL)
        entry->done = g_str_equal (action->status, "done");
    }
}

static void
add_matter (GPtrArray *layout,
            const WayDocumentMatter *matter,
            const char *name,
            const char *adviser)
{
  Section *section = add_section (layout, matter->key, matter->title);
  g_autofree char *words = g_strdup_printf (_ ("In %s’s words"), name);
  g_autofree char *view = way_adviser_view_title (adviser);

  add_words (section, words, matter->own_words);
  add_text (section, _ ("What’s going well"), matter->going_well.text);
  add_text (section, _ ("What we are worried about"), matter->worried_about.text);
  add_text (section, view, matter->adviser_view.text);
  add_text (section, _ ("What needs to happen"),
            matter->nothing_needed && matter->what_needs_to_happen.text[0] == '\0'
                ? _ ("Nothing needed now")
                : matter->what_needs_to_happen.text);
  add_actions (section, matter, name);
  add_text (section, _ ("If this doesn’t work out"), matter->contingency.text);
  add_text (section, _ ("Why it is empty"), matter->empty_reason.text);
}

static void
add_goals (Section *section, const WayDocument *document)
{
  Field *field = add_field (section, _ ("My goals"));

  for (guint i = 0; i < document->goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (document->goals, i);

      add_entry (field, goal->what.text, g_strdup (goal->what.text));
    }
}

static void
add_achievements (Section *section, const WayDocument *document)
{
  Field *field = add_field (section, _ ("Achievements"));

  for (guint i = 0; i < document->achievements->len; i++)
    {
      const WayDocumentAchievement *one = g_ptr_array_index (document->achievements, i);

      add_entry (field, one->what.text, g_strdup (one->what.text));
    }
}

static void
add_supporters (Section *section, const WayDocument *document, const char *name)
{
  g_autofree char *heading = g_strdup_printf (_ ("People in %s’s corner"), name);
  Field *field = add_field (section, heading);

  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *one = g_ptr_array_index (document->supporters, i);

      add_entry (field, one->name,
                 one->role[0] != '\0' ? g_strdup_printf (_ ("%s. %s"), one->name, one->role)
                                      : g_strdup (one->name));
    }
}

static void
add_about (GPtrArray *layout, const WayDocument *document, const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("About %s"), name);
  Section *section = add_section (layout, "about", title);

  add_text (section, _ ("Preferred name"), document->preferred_name);
  add_text (section, _ ("Full name"), document->full_name);
  add_text (section, _ ("Pronouns"), document->pronouns);
  add_text (section, _ ("Address"), document->address_private ? "" : document->address_lines);
  add_words (section, _ ("What matters to me"), document->what_matters);
  add_words (section, _ ("What I’m proud of"), document->proud_of);
  add_words (section, _ ("What I hope for"), document->hopes);
  add_goals (section, document);
  add_achievements (section, document);
  add_supporters (section, document, name);
}

/* (transfer full): Section. */
static GPtrArray *
lay_out (WayDocument *document, const char *name, const char *adviser)
{
  GPtrArray *layout = g_ptr_array_new_with_free_func ((GDestroyNotify)section_free);

  add_about (layout, document, name);
  for (guint i = 0; i < document->matters->len; i++)
    add_matter (layout, g_ptr_array_index (document->matters, i), name, adviser);
  add_words (add_section (layout, "agreeing", _ ("Agreeing this plan")), _ ("Is this my plan?"),
             document->my_plan);
  return layout;
}

/* -- two of them ------------------------------------------------------------------------------- */

static void
pair_free (WayHistoryPair *self)
{
  g_free (self->older);
  g_free (self->newer);
  g_free (self);
}

static void
history_field_free (WayHistoryField *self)
{
  g_free (self->heading);
  g_ptr_array_unref (self->pairs);
  g_free (self);
}

static void
history_section_free (WayHistorySection *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static void
add_pair (GPtrArray *pairs, const Entry *older, const Entry *newer)
{
  WayHistoryPair *pair = g_new0 (WayHistoryPair, 1);

  pair->older = older != NULL ? g_strdup (older->text) : NULL;
  pair->newer = newer != NULL ? g_strdup (newer->text) : NULL;
  pair->finished = newer != NULL && newer->done && (older == NULL || !older->done);
  g_ptr_array_add (pairs, pair);
}

static gboolean
differs (const WayHistoryPair *pair)
{
  return pair->finished || g_strcmp0 (pair->older, pair->newer) != 0;
}

/* (transfer full) */
static WayHistoryField *
compare_field (GPtrArray *older, const Field *newer)
{
  WayHistoryField *self = g_new0 (WayHistoryField, 1);

  self->heading = g_strdup (newer->heading);
  self->own_words = newer->own_words;
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)pair_free);
  self->kind = older->len == 0            ? WAY_HISTORY_NEW
               : newer->entries->len == 0 ? WAY_HISTORY_GONE
                                          : WAY_HISTORY_CHANGED;
  for (guint i = 0; i < older->len; i++)
    {
      const Entry *entry = g_ptr_array_index (older, i);

      add_pair (self->pairs, entry, find_entry (newer->entries, entry->key));
    }
  for (guint i = 0; i < newer->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (newer->entries, i);

      if (find_entry (older, entry->key) == NULL)
        add_pair (self->pairs, NULL, entry);
    }
  return self;
}

static gboolean
has_changed (const WayHistoryField *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    if (differs (g_ptr_array_index (self->pairs, i)))
      return TRUE;
  return FALSE;
}

static void
count_actions (WayHistoryComparison *self, const WayHistoryField *field)
{
  for (guint i = 0; i < field->pairs->len; i++)
    {
      const WayHistoryPair *pair = g_ptr_array_index (field->pairs, i);

      self->n_finished += pair->finished;
      self->n_new += pair->older == NULL;
    }
}

static void
compare_section (WayHistoryComparison *self, const Section *older, const Section *newer)
{
  WayHistorySection *section = g_new0 (WayHistorySection, 1);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  section->title = g_strdup (newer->title);
  section->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)history_field_free);
  for (guint i = 0; i < newer->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (newer->fields, i);
      GPtrArray *before = older != NULL ? ((Field *)g_ptr_array_index (older->fields, i))->entries
                                        : nothing;
      WayHistoryField *compared = compare_field (before, field);

      if (field->is_action)
        count_actions (self, compared);
      if (has_changed (compared))
        g_ptr_array_add (section->fields, compared);
      else
        history_field_free (compared);
    }
  if (section->fields->len > 0)
    g_ptr_array_add (self->sections, section);
  else
    history_section_free (section);
}

/* (transfer full) */
static char *
first_name (const char *name)
{
  return g_strndup (name, strcspn (name, " "));
}

/* (nullable): another law may have other sections. */
static const Section *
find_section (GPtrArray *layout, const char *key)
{
  for (guint i = 0; i < layout->len; i++)
    if (g_str_equal (((Section *)g_ptr_array_index (layout, i))->key, key))
      return g_ptr_array_index (layout, i);
  return NULL;
}

WayHistoryComparison *
way_history_compare (WayDocument *older, WayDocument *newer, const char *name, WayDate today)
{
  WayHistoryComparison *self = g_new0 (WayHistoryComparison, 1);
  g_autofree char *adviser = first_name (newer->adviser_name);
  g_autoptr (GPtrArray) left = lay_out (older, name, adviser);
  g_autoptr (GPtrArray) right = lay_out (newer, name, adviser);

  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify)history_section_free);
  for (guint i = 0; i < right->len; i++)
    {
      const Section *section = g_ptr_array_index (right, i);

      compare_section (self, find_section (left, section->key), section);
    }
  return self;
}

void
way_history_comparison_free (WayHistoryComparison *self)
{
  g_ptr_array_unref (self->sections);
  g_free (self);
}

char *
way_history_summary (const WayHistoryComparison *self)
{
  guint n = self->sections->len, done = self->n_finished;
  g_autofree char *sections = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u section changed.", "%u sections changed.", n), n);
  g_autofree char *finished = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u action finished", "%u actions finished", done), done);
  g_autofree char *fresh = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u new action.", "%u new actions.", self->n_new),
      self->n_new);

  if (done > 0 && self->n_new > 0)
    return g_strdup_printf (_ ("%s %s, %u new."), sections, finished, self->n_new);
  if (done > 0)
    return g_strdup_printf (_ ("%s %s."), sections, finished);
  if (self->n_new > 0)
    return g_strdup_printf (_ ("%s %s"), sections, fresh);
  return g_steal_pointer (&sections);
}

/* -- one of them ------------------------------------------------------------------------------- */

static WayHistoryField *
read_field (const Field *field)
{
  WayHistoryField *self = g_new0 (WayHistoryField, 1);

  self->heading = g_strdup (field->heading);
  self->own_words = field->own_words;
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)pair_free);
  for (guint i = 0; i < field->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (field->entries, i);

      add_pair (self->pairs, entry, entry);
      /* Not "now": simply done. */
      ((WayHistoryPair *)g_ptr_array_index (self->pairs, i))->finished = entry->done;
    }
  return self;
}

GPtrArray *
way_history_read (WayDocument *document, const char *name, WayDate today)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify)history_section_free);
  g_autofree char *adviser = first_name (document->adviser_name);
  g_autoptr (GPtrArray) layout = lay_out (document, name, adviser);

  for (guint i = 0; i < layout->len; i++)
    {
      const Section *from = g_ptr_array_index (layout, i);
      WayHistorySection *section = g_new0 (WayHistorySection, 1);

      section->title = g_strdup (from->title);
      section->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)history_field_free);
      for (guint k = 0; k < from->fields->len; k++)
        {
          const Field *field = g_ptr_array_index (from->fields, k);

          if (field->entries->len > 0)
            g_ptr_array_add (section->fields, read_field (field));
        }
      g_ptr_array_add (sections, section);
    }
  return sections;
}
