/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cover, and the page about the young person that follows it.
 */
#include "way-print-plan.h"

#include "way-print-table.h"
#include "way-print-text.h"

#define SPACE_OVER_TITLE (3 * WAY_PRINT_MM)
#define SPACE_OVER_CARD (9 * WAY_PRINT_MM)
#define SPACE_UNDER_CARD (10 * WAY_PRINT_MM)
#define SPACE_OVER_FACTS (9 * WAY_PRINT_MM)

static const WayPrintColumn fact_columns[] = { { 0, 158.5 }, { 158.5, 323.4 } };
static const WayPrintColumn goal_columns[] = { { 0, 340 }, { 340, 141.9 } };
static const WayPrintColumn people_columns[] = { { 0, 170 }, { 170, 198.5 }, { 368.5, 113.4 } };

static void
add_paragraph (WayPrintPlan *self, const char *role, WayPrintTypeRole type, const char *text)
{
  WayPrintParagraph paragraph = {
    .type = type,
    .text = text,
    .node = way_print_compose_node (&self->composer, self->composer.node, role, NULL),
    .width = WAY_PRINT_WIDTH,
  };

  way_print_compose_paragraph (&self->composer, &paragraph);
}

/* "Linden Council, leaving care team", as far as it is known. */
static void
add_council (WayPrintPlan *self)
{
  g_autofree char *council = way_print_text_line (self->document->council);
  g_autofree char *team = way_print_text_line (self->document->team);
  g_autofree char *both = NULL;

  if (*council != '\0' && *team != '\0')
    {
      both = way_print_label_fill (self->labels, WAY_LABEL ("cover", "{council}, {team}"),
                                   "council", council, "team", team, NULL);
      add_paragraph (self, "P", WAY_PRINT_TYPE_BODY, both);
    }
  else if (*council != '\0' || *team != '\0')
    add_paragraph (self, "P", WAY_PRINT_TYPE_BODY, *council != '\0' ? council : team);
}

/* How many sections a chosen copy lacks. */
static guint
count_left_out (WayPrintPlan *self)
{
  GPtrArray *matters = self->document->matters;
  guint count = 0;

  for (guint i = 0; i < matters->len; i++)
    if (!way_print_plan_has (self, ((WayDocumentMatter *)g_ptr_array_index (matters, i))->key))
      count++;
  return count;
}

static void
add_names (WayPrintPlan *self)
{
  const char *title = way_print_label (self->labels, WAY_LABEL ("cover", "My pathway plan"));
  g_autofree char *number = g_strdup_printf ("%u", self->document->number);
  g_autofree char *plan = way_print_label_fill (self->labels, WAY_LABEL ("cover", "Plan {number}"),
                                                "number", number, NULL);
  guint left_out = count_left_out (self);
  WayPrintNode *heading;

  way_print_compose_space (&self->composer, SPACE_OVER_TITLE);
  heading = way_print_compose_node (&self->composer, self->composer.node, "H1", NULL);
  heading->bookmark = g_strdup (title);
  way_print_compose_paragraph (&self->composer,
                               &(WayPrintParagraph){ .type = WAY_PRINT_TYPE_COVER_TITLE,
                                                     .text = title,
                                                     .node = heading,
                                                     .width = WAY_PRINT_WIDTH });
  way_print_compose_keep (&self->composer);
  add_paragraph (self, "P", WAY_PRINT_TYPE_COVER_NAME, self->preferred);
  way_print_compose_space (&self->composer, 2);
  if (self->document->number > 0)
    add_paragraph (self, "P", WAY_PRINT_TYPE_BODY, plan);
  if (left_out > 0)
    {
      g_autofree char *sentence = way_print_label_count (
          self->labels,
          WAY_LABEL_MANY ("cover", "This copy leaves out {count} section.",
                          "This copy leaves out {count} sections."),
          left_out);

      add_paragraph (self, "P", WAY_PRINT_TYPE_BODY, sentence);
    }
}

/* What the young person is proud of stands in lines, without the card. */
static void
add_proud_of (WayPrintPlan *self)
{
  GPtrArray *passages = self->document->proud_of;

  if (way_words_are_empty (passages))
    return;
  way_print_compose_field (&self->composer,
                           way_print_label (self->labels, WAY_LABEL ("cover", "I’m proud of")));
  for (guint i = 0; i < passages->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (passages, i);
      const WayPassage *next = i + 1 < passages->len ? g_ptr_array_index (passages, i + 1) : NULL;

      if (passage->role == WAY_PASSAGE_TRANSLATION
          || (next != NULL && next->role == WAY_PASSAGE_TRANSLATION))
        way_print_compose_translated (&self->composer, passage->text, passage->language);
      else
        way_print_compose_prose (&self->composer, passage->text, passage->language);
    }
}

static gboolean
ends_sentence (const char *text)
{
  static const char *const ends[] = { ".", "!", "?", "…", "؟", "።", "۔", ":", ")", NULL };

  for (gsize i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;
  return FALSE;
}

/* The pinned goals as one paragraph while they are of one language, else one each. */
static void
add_pinned_goals (WayPrintPlan *self)
{
  GPtrArray *goals = self->document->goals;
  GString *run = g_string_new (NULL);
  const char *language = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (goals, i);
      g_autofree char *line = way_print_text_line (way_print_plan_text (self, &goal->what));
      const char *own = way_print_plan_language (self, &goal->what);

      if (!goal->pinned || *line == '\0')
        continue;
      if (!any)
        way_print_compose_field (&self->composer,
                                 way_print_label (self->labels, WAY_LABEL ("cover", "My goals")));
      if (run->len > 0 && g_strcmp0 (own, language) != 0)
        {
          way_print_compose_prose (&self->composer, run->str, language);
          g_string_truncate (run, 0);
        }
      any = TRUE;
      language = own;
      g_string_append_printf (run, "%s%s%s", run->len > 0 ? " " : "", line,
                              ends_sentence (line) ? "" : ".");
    }
  if (run->len > 0)
    way_print_compose_prose (&self->composer, run->str, language);
  g_string_free (run, TRUE);
}

static void
add_fact (WayPrintTable *table, const char *what, const char *value)
{
  WayPrintCell cells[] = { { .text = what, .strong = TRUE }, { .text = value } };

  way_print_table_add_row (table, cells, TRUE);
}

static void
add_adviser (WayPrintPlan *self, WayPrintTable *table)
{
  const WayDocument *document = self->document;
  const char *what = way_print_label (self->labels, WAY_LABEL ("cover", "My personal adviser"));
  g_autofree char *both = NULL;

  if (*document->adviser_name != '\0' && *document->adviser_phone != '\0')
    both = way_print_label_fill (self->labels, WAY_LABEL ("cover", "{name}, {phone}"), "name",
                                 document->adviser_name, "phone", document->adviser_phone, NULL);
  else
    both = g_strconcat (document->adviser_name, document->adviser_phone, NULL);
  if (*both != '\0')
    add_fact (table, what, both);
}

/* By whom is said only where the young person answered whether it is their plan. */
static void
add_agreed (WayPrintPlan *self, WayPrintTable *table)
{
  const char *what = way_print_label (self->labels, WAY_LABEL ("cover", "This plan was agreed on"));
  g_autofree char *date = way_print_labels_date (self->labels, self->date), *value = NULL;

  if (self->document->draft && way_date_is_none (self->date))
    value = g_strdup (way_print_label (self->labels, WAY_LABEL ("cover", "Not agreed yet")));
  else if (self->document->draft)
    value = way_print_label_fill (self->labels,
                                  WAY_LABEL ("cover", "Not agreed yet. Last changed {date}"),
                                  "date", date, NULL);
  else if (way_date_is_none (self->date))
    return;
  else if (*self->adviser == '\0' || !way_words_are_answered (self->document->my_plan))
    value = g_steal_pointer (&date);
  else
    value = way_print_label_fill (self->labels,
                                  WAY_LABEL ("cover", "{date}, by {name} and {adviser}"), "date",
                                  date, "name", self->name, "adviser", self->adviser, NULL);
  add_fact (table, what, value);
}

static void
add_review (WayPrintPlan *self, WayPrintTable *table)
{
  g_autofree char *date = NULL, *value = NULL;

  if (way_date_is_none (self->document->review_by))
    return;
  date = way_print_labels_date (self->labels, self->document->review_by);
  value = way_print_label_fill (self->labels, WAY_LABEL ("cover", "{date}, or sooner if I ask"),
                                "date", date, NULL);
  add_fact (table, way_print_label (self->labels, WAY_LABEL ("cover", "We look at it again by")),
            value);
}

static void
add_advocate (WayPrintPlan *self, WayPrintTable *table)
{
  const char *what = way_print_label (self->labels, WAY_LABEL ("cover", "Someone on my side"));
  g_autofree char *value = NULL;

  if (*self->document->advocate == '\0')
    value = g_strdup (way_print_label (
        self->labels, WAY_LABEL ("cover", "I can have an advocate, free. I can ask who.")));
  else
    value = way_print_label_fill (self->labels,
                                  WAY_LABEL ("cover", "I can have an advocate, free: {phone}"),
                                  "phone", self->document->advocate, NULL);
  add_fact (table, what, value);
}

void
way_print_plan_add_cover (WayPrintPlan *self)
{
  WayPrintComposer *composer = &self->composer;
  WayPrintNode *parent = composer->node;
  WayPrintTable table;

  composer->node = way_print_compose_node (composer, parent, "Sect", NULL);
  add_council (self);
  add_names (self);
  way_print_compose_space (composer, SPACE_OVER_CARD);
  way_print_compose_words (
      composer, way_print_label (self->labels, WAY_LABEL ("cover", "What matters to me")),
      self->document->what_matters, TRUE);
  way_print_compose_space (composer, SPACE_UNDER_CARD);
  add_proud_of (self);
  add_pinned_goals (self);

  way_print_compose_space (composer, SPACE_OVER_FACTS);
  table = way_print_table_begin (composer, fact_columns, G_N_ELEMENTS (fact_columns), NULL);
  add_adviser (self, &table);
  if (*self->document->out_of_hours != '\0')
    add_fact (&table,
              way_print_label (self->labels, WAY_LABEL ("cover", "When the office is closed")),
              self->document->out_of_hours);
  add_agreed (self, &table);
  add_review (self, &table);
  add_advocate (self, &table);
  way_print_table_end (&table);
  composer->node = parent;
}

static const char *
goal_state (WayPrintPlan *self, const char *state)
{
  static const struct
  {
    const char *name, *id;
  } states[] = {
    { "just_starting", WAY_LABEL ("goal", "Just starting") },
    { "on_the_way", WAY_LABEL ("goal", "On the way") },
    { "going_well", WAY_LABEL ("goal", "Going well") },
    { "done", WAY_LABEL ("goal", "Done") },
    { "paused", WAY_LABEL ("goal", "Paused") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].name, state))
      return way_print_label (self->labels, states[i].id);
  return "";
}

static void
add_goals (WayPrintPlan *self)
{
  GPtrArray *goals = self->document->goals;
  const char *heads[] = { way_print_label (self->labels, WAY_LABEL ("goal", "What I want")),
                          way_print_label (self->labels, WAY_LABEL ("goal", "How it is going")) };
  WayPrintTable table;

  if (goals->len == 0)
    return;
  way_print_compose_field (&self->composer,
                           way_print_label (self->labels, WAY_LABEL ("cover", "My goals")));
  table = way_print_table_begin (&self->composer, goal_columns, G_N_ELEMENTS (goal_columns), heads);
  for (guint i = 0; i < goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (goals, i);
      WayPrintCell cells[] = { { .text = way_print_plan_text (self, &goal->what),
                                 .language = way_print_plan_language (self, &goal->what) },
                               { .text = goal_state (self, goal->state) } };

      way_print_table_add_row (&table, cells, FALSE);
    }
  way_print_table_end (&table);
}

static void
add_achievements (WayPrintPlan *self)
{
  GPtrArray *achievements = self->document->achievements;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < achievements->len; i++)
    {
      const WayDocumentAchievement *achievement = g_ptr_array_index (achievements, i);
      g_autofree char *what = way_print_text_line (way_print_plan_text (self, &achievement->what));
      g_autofree char *on = way_print_labels_date (self->labels, achievement->on);

      if (*what == '\0')
        continue;
      g_ptr_array_add (lines, way_date_is_none (achievement->on)
                                  ? g_steal_pointer (&what)
                                  : way_print_label_fill (
                                      self->labels, WAY_LABEL ("achievement", "{date}: {what}"),
                                      "date", on, "what", what, NULL));
    }
  if (lines->len == 0)
    return;
  way_print_compose_field (&self->composer,
                           way_print_label (self->labels, WAY_LABEL ("about", "What I have "
                                                                              "done")));
  way_print_compose_list (&self->composer, lines);
}

static void
add_supporters (WayPrintPlan *self)
{
  GPtrArray *supporters = self->document->supporters;
  const char *heads[] = { way_print_label (self->labels, WAY_LABEL ("supporter", "Name")),
                          way_print_label (self->labels, WAY_LABEL ("supporter", "Who they are")),
                          way_print_label (self->labels, WAY_LABEL ("supporter", "Telephone")) };
  WayPrintTable table;

  if (supporters->len == 0)
    return;
  way_print_compose_field (&self->composer,
                           way_print_label (self->labels, WAY_LABEL ("about", "Who supports me")));
  table = way_print_table_begin (&self->composer, people_columns, G_N_ELEMENTS (people_columns),
                                 heads);
  for (guint i = 0; i < supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (supporters, i);
      WayPrintCell cells[] = { { .text = supporter->name },
                               { .text = supporter->role },
                               { .text = supporter->phone } };

      way_print_table_add_row (&table, cells, FALSE);
    }
  way_print_table_end (&table);
}

void
way_print_plan_add_about (WayPrintPlan *self)
{
  WayPrintComposer *composer = &self->composer;
  const WayDocument *document = self->document;
  WayPrintNode *parent = composer->node;

  if (!way_words_are_answered (document->hopes) && document->goals->len == 0
      && document->achievements->len == 0 && document->supporters->len == 0)
    return;

  composer->node = way_print_compose_node (composer, parent, "Sect", NULL);
  way_print_compose_title (composer, 0,
                           way_print_label (self->labels, WAY_LABEL ("about", "About me")));
  if (way_words_are_answered (document->hopes))
    way_print_compose_words (composer,
                             way_print_label (self->labels, WAY_LABEL ("about", "My hopes")),
                             document->hopes, FALSE);
  add_goals (self);
  add_achievements (self);
  add_supporters (self);
  composer->node = parent;
}
