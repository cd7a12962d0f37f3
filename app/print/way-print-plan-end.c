/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last pages: everything that was promised, in date order, and agreeing the plan.
 */
#include "way-print-plan.h"
#include "way-print-table.h"
#include "way-print-text.h"

static const WayPrintColumn action_columns[] = {
  { 0, 42.5 }, { 42.5, 243.5 }, { 286, 88.3 }, { 374.3, 107.6 }
};
static const WayPrintColumn sign_columns[] = { { 0, 170 }, { 170, 198.5 }, { 368.5, 113.4 } };

/* Undated actions come last; the order of the document decides between equals. */
static int
compare_by (gconstpointer a, gconstpointer b)
{
  const WayDocumentAction *left = *(WayDocumentAction *const *)a;
  const WayDocumentAction *right = *(WayDocumentAction *const *)b;
  gboolean left_none = way_date_is_none (left->by), right_none = way_date_is_none (right->by);

  if (left_none || right_none)
    return (int)left_none - (int)right_none;
  return way_date_compare (left->by, right->by);
}

/* The sections a copy has; where it has none of them, those of all. */
static gboolean
has_any_section (WayPrintPlan *self)
{
  GPtrArray *matters = self->document->matters;

  for (guint i = 0; i < matters->len; i++)
    if (way_print_plan_has (self, ((WayDocumentMatter *)g_ptr_array_index (matters, i))->key))
      return TRUE;
  return FALSE;
}

/* (transfer full): of WayDocumentAction, sorted.  g_ptr_array_sort keeps equals in their order. */
static GPtrArray *
collect_actions (WayPrintPlan *self)
{
  GPtrArray *matters = self->document->matters, *actions = g_ptr_array_new ();
  gboolean all = !has_any_section (self);

  for (guint i = 0; i < matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (matters, i);

      for (guint k = 0; k < matter->actions->len; k++)
        if (all || way_print_plan_has (self, matter->key))
          g_ptr_array_add (actions, g_ptr_array_index (matter->actions, k));
    }
  g_ptr_array_sort (actions, compare_by);
  return actions;
}

void
way_print_plan_add_actions (WayPrintPlan *self)
{
  WayPrintLabels *labels = self->labels;
  WayPrintComposer *composer = &self->composer;
  WayPrintNode *parent = composer->node;
  g_autoptr (GPtrArray) actions = collect_actions (self);
  const char *heads[] = { way_print_label (labels, WAY_LABEL ("action", "Done")),
                          way_print_label (labels, WAY_LABEL ("action", "What")),
                          way_print_label (labels, WAY_LABEL ("action", "Who")),
                          way_print_label (labels, WAY_LABEL ("action", "By when")) };
  WayPrintTable table;

  if (actions->len == 0)
    return;
  composer->node = way_print_compose_node (composer, parent, "Sect", NULL);
  way_print_compose_title (
      composer, 0,
      way_print_label (labels, WAY_LABEL ("actions", "Everything we said we would do")));
  way_print_compose_label (composer, WAY_PRINT_TYPE_BODY,
                           way_print_label (labels, WAY_LABEL ("actions", "In date order. Tick "
                                                                          "things off as they "
                                                                          "happen.")));
  way_print_compose_keep (composer);
  way_print_compose_space (composer, 10);
  table = way_print_table_begin (composer, action_columns, G_N_ELEMENTS (action_columns), heads);
  for (guint i = 0; i < actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (actions, i);
      g_autofree char *who = way_print_plan_who (self, action->who);
      g_autofree char *by = way_print_plan_by (self, action->by);
      WayPrintCell cells[] = {
        { .box = TRUE, .ticked = g_str_equal (action->status, "done") },
        { .text = way_print_plan_text (self, &action->what),
          .language = way_print_plan_language (self, &action->what) },
        { .text = who },
        { .text = by },
      };

      way_print_table_add_row (&table, cells, FALSE);
    }
  way_print_table_end (&table);
  composer->node = parent;
}

static void
add_signature (WayPrintPlan *self, WayPrintTable *table, const char *name, const char *role)
{
  WayPrintNote notes[] = { { role, NULL }, { NULL, NULL } };
  WayPrintCell cells[] = {
    { .text = name, .notes = notes, .strong = TRUE, .tall = TRUE },
    { .text = way_print_label (self->labels, WAY_LABEL ("signature", "Signed")) },
    { .text = way_print_label (self->labels, WAY_LABEL ("signature", "Date")) },
  };

  way_print_table_add_row (table, cells, TRUE);
}

static void
add_signatures (WayPrintPlan *self)
{
  const WayDocument *document = self->document;
  g_autofree char *full = way_print_text_line (document->full_name);
  g_autofree char *adviser = way_print_text_line (document->adviser_name);
  const char *adviser_role = way_print_label (self->labels,
                                              WAY_LABEL ("signature", "Personal adviser"));
  const char *manager_role = way_print_label (self->labels,
                                              WAY_LABEL ("signature", "Team manager"));
  WayPrintTable table = way_print_table_begin (&self->composer, sign_columns,
                                               G_N_ELEMENTS (sign_columns), NULL);

  /* The name they chose, and under it the one that may be asked for. */
  add_signature (self, &table, *self->preferred != '\0' ? self->preferred : full,
                 *full != '\0' && *self->preferred != '\0' && !g_str_equal (full, self->preferred)
                     ? full
                     : NULL);
  if (*adviser != '\0')
    add_signature (self, &table, adviser, adviser_role);
  else
    add_signature (self, &table, adviser_role, NULL);
  add_signature (self, &table, manager_role, NULL);
  way_print_table_end (&table);
}

/* Who to tell, as far as they are known. */
static void
add_not_happy (WayPrintPlan *self)
{
  g_autofree char *tell = NULL, *advocate = NULL, *all = NULL;

  if (*self->adviser != '\0')
    tell = way_print_label_fill (self->labels,
                                 WAY_LABEL ("not happy", "I can say so to {adviser} or to the "
                                                         "team manager."),
                                 "adviser", self->adviser, NULL);
  else
    tell = g_strdup (way_print_label (
        self->labels,
        WAY_LABEL ("not happy", "I can say so to my adviser or to the team manager.")));
  if (*self->document->advocate != '\0')
    advocate = way_print_label_fill (self->labels,
                                     WAY_LABEL ("not happy", "I can complain, and I can have an "
                                                             "advocate to help me: {phone}."),
                                     "phone", self->document->advocate, NULL);
  else
    advocate = g_strdup (way_print_label (
        self->labels,
        WAY_LABEL ("not happy", "I can complain, and I can have an advocate to help me.")));
  all = g_strjoin (" ", tell,
                   way_print_label (self->labels, WAY_LABEL ("not happy", "I can ask for it to be "
                                                                          "looked at again at any "
                                                                          "time.")),
                   advocate, NULL);
  way_print_compose_field (
      &self->composer, way_print_label (self->labels, WAY_LABEL ("not happy", "If I’m not happy "
                                                                              "with this "
                                                                              "plan")));
  way_print_compose_label (&self->composer, WAY_PRINT_TYPE_BODY, all);
}

void
way_print_plan_add_agreeing (WayPrintPlan *self)
{
  WayPrintLabels *labels = self->labels;
  WayPrintComposer *composer = &self->composer;
  WayPrintNode *parent = composer->node;

  composer->node = way_print_compose_node (composer, parent, "Sect", NULL);
  way_print_compose_title (composer, 0,
                           way_print_label (labels, WAY_LABEL ("agreeing", "Agreeing this plan")));
  way_print_compose_words (composer,
                           way_print_label (labels, WAY_LABEL ("agreeing", "Is this my plan?")),
                           self->document->my_plan, FALSE);
  add_signatures (self);
  add_not_happy (self);
  composer->node = parent;
}
