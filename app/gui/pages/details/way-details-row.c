/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-details-row.h"

#include "way-commit.h"
#include "way-group-edit.h"
#include "way-i18n.h"
#include "way-member-text.h"

struct _WayDetailsRow
{
  WayObjectRow row;

  GPtrArray *groups; /* (owned) (nullable): WayGroupEdit, once it is filled */
};

G_DEFINE_FINAL_TYPE (WayDetailsRow, way_details_row, WAY_TYPE_OBJECT_ROW)

/* -- what stands in it, in two lines ----------------------------------------------------------- */

typedef struct
{
  char *from, *to;  /* (owned) (nullable): "September 2017", "3 March 2024" */
  GPtrArray *dates; /* (owned): any other: "12 November 2024", "Begun on 6 November 2023" */
  GPtrArray *words; /* (owned): "Former relevant", then a reason: the first is the title */
} Lines;

static void
lines_clear (Lines *self)
{
  g_free (self->from);
  g_free (self->to);
  g_ptr_array_unref (self->dates);
  g_ptr_array_unref (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

/* Takes @text. */
static void
add_date (Lines *lines, const WayMember *member, char *text)
{
  g_autofree char *title = way_member_text_title (member->name);
  g_autofree char *day = text;

  if (g_str_equal (member->name, "from"))
    lines->from = g_steal_pointer (&day);
  else if (g_str_equal (member->name, "to"))
    lines->to = g_steal_pointer (&day);
  else if (g_str_equal (member->name, "on"))
    g_ptr_array_add (lines->dates, g_steal_pointer (&day));
  else
    g_ptr_array_add (lines->dates, g_strdup_printf (_ ("%s %s"), title, day));
}

static void
add_value (Lines *lines, const WayMember *member, GVariant *value)
{
  g_autofree char *text = way_member_text_value (member, value);

  if (text[0] == '\0')
    return;
  switch (member->type)
    {
    case WAY_MEMBER_DATE:
    case WAY_MEMBER_DATE_PAST:
    case WAY_MEMBER_DATE_PARTIAL:
      add_date (lines, member, g_steal_pointer (&text));
      break;
    case WAY_MEMBER_LINE:
    case WAY_MEMBER_CHOICE:
      g_ptr_array_add (lines->words, g_steal_pointer (&text));
      break;
    case WAY_MEMBER_LINES:
    case WAY_MEMBER_BIRTH:
    case WAY_MEMBER_TIME:
    case WAY_MEMBER_LANGUAGE:
    case WAY_MEMBER_BOOL:
    case WAY_MEMBER_TRI:
    case WAY_MEMBER_ID:
    case WAY_MEMBER_NUMBER:
    case WAY_MEMBER_INTERNAL:
    default:
      break;
    }
}

static void
add_group (Lines *lines, const WayGroup *group, GVariant *value)
{
  for (guint i = 0; group->members != NULL && i < way_group_n_members (group); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      add_value (lines, &group->members[i], child);
    }
}

static char *
span_text (const Lines *lines)
{
  if (lines->from != NULL && lines->to != NULL)
    return g_strdup_printf (_ ("%s to %s"), lines->from, lines->to);
  if (lines->to != NULL)
    return g_strdup_printf (_ ("Until %s"), lines->to);
  return lines->from != NULL ? g_strdup_printf (_ ("Since %s"), lines->from) : g_strdup ("");
}

static void
add_part (GString *under, const char *part)
{
  if (part[0] != '\0')
    g_string_append_printf (under, "%s%s", under->len > 0 ? " · " : "", part);
}

/* What has no words but its days is called by the first of them. */
static void
show_lines (WayDetailsRow *self, const Lines *lines)
{
  gboolean worded = lines->words->len > 0, dated = lines->dates->len > 0;
  const char *title = worded  ? g_ptr_array_index (lines->words, 0)
                      : dated ? g_ptr_array_index (lines->dates, 0)
                              : _ ("Not filled in yet");
  g_autofree char *span = span_text (lines);
  g_autoptr (GString) under = g_string_new (span);

  for (guint i = worded ? 0 : 1; i < lines->dates->len; i++)
    add_part (under, g_ptr_array_index (lines->dates, i));
  for (guint i = 1; i < lines->words->len; i++)
    add_part (under, g_ptr_array_index (lines->words, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), under->str);
}

static void
show_row (WayObjectRow *row, WayCase *present, const WayObject *object)
{
  const WayKind *kind = way_schema_kind (row->kind);
  g_auto (Lines) lines = { .dates = g_ptr_array_new_with_free_func (g_free),
                           .words = g_ptr_array_new_with_free_func (g_free) };

  for (guint i = 0; i < kind->n_groups && object != NULL; i++)
    {
      g_autoptr (GVariant) value = NULL;

      if (way_group_edit_can (&kind->groups[i]))
        value = way_object_dup_value (object, kind->groups[i].number);
      if (value != NULL)
        add_group (&lines, &kind->groups[i], value);
    }
  show_lines (WAY_DETAILS_ROW (row), &lines);
}

/* -- what the person does ---------------------------------------------------------------------- */

static void
remove_cb (WayDetailsRow *self)
{
  WayAct *act = way_object_row_begin_removal (&self->row);

  if (act != NULL)
    way_commit_saying (GTK_WIDGET (self), self->row.desk, act, _ ("Removed"));
}

static void
edit (WayObjectRow *row)
{
  WayGroupEdit *first = g_ptr_array_index (WAY_DETAILS_ROW (row)->groups, 0);

  way_member_edit_focus (g_ptr_array_index (way_group_edit_get_members (first), 0));
}

static void
unbind (WayObjectRow *row)
{
  g_clear_pointer (&WAY_DETAILS_ROW (row)->groups, g_ptr_array_unref);
}

/* -- the rows inside --------------------------------------------------------------------------- */

static void
add_remove (WayDetailsRow *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Remove this"), "activatable",
                                 TRUE, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "user-trash-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_signal_connect_object (row, "activated", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
fill (WayObjectRow *row)
{
  WayDetailsRow *self = WAY_DETAILS_ROW (row);
  const WayKind *kind = way_schema_kind (row->kind);

  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)way_group_edit_free);
  for (guint i = 0; i < kind->n_groups; i++)
    {
      WayGroupEdit *group;
      GPtrArray *members;

      if (!way_group_edit_can (&kind->groups[i]))
        continue;
      group = way_group_edit_new (row->desk, row->live, row->kind, &row->object, &kind->groups[i]);
      members = way_group_edit_get_members (group);
      g_ptr_array_add (self->groups, group);
      for (guint m = 0; m < members->len; m++)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                                  way_member_edit_get_row (g_ptr_array_index (members, m)));
    }
  add_remove (self);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_details_row_class_init (WayDetailsRowClass *klass)
{
  WayObjectRowClass *row_class = WAY_OBJECT_ROW_CLASS (klass);

  row_class->fill = fill;
  row_class->show = show_row;
  row_class->edit = edit;
  row_class->unbind = unbind;
}

static void
way_details_row_init (WayDetailsRow *self)
{
}

#define ROWS(kind)                                                                                 \
  {                                                                                                \
    kind, way_object_list_newest_first, way_details_row_get_type                                   \
  }

const WayObjectRows way_details_rows[] = { ROWS (WAY_KIND_CARE),
                                           ROWS (WAY_KIND_CIRCUMSTANCE),
                                           ROWS (WAY_KIND_SUPPORT),
                                           ROWS (WAY_KIND_STATUS_ENTERED),
                                           ROWS (WAY_KIND_NEEDS_ASSESSMENT),
                                           ROWS (WAY_KIND_CHANGE),
                                           ROWS (WAY_KIND_HOME),
                                           ROWS (WAY_KIND_EET),
                                           ROWS (WAY_KIND_BLOCK) };

const struct WayDetailsHeading way_details_headings[] = {
  { N_ ("Care history"), N_ ("Add time in care") },
  { N_ ("Custody, hospital, home and courses"), N_ ("Add a time") },
  { N_ ("Asked, offered and told"), N_ ("Add a day") },
  { N_ ("Legal status, entered by hand"), N_ ("Add a status") },
  { N_ ("Needs assessments"), N_ ("Add an assessment") },
  { N_ ("Significant changes"), N_ ("Add a change") },
  { N_ ("Where they have lived"), N_ ("Add a home") },
  { N_ ("Learning and work"), N_ ("Add what they do") },
  { N_ ("Custody, children, immigration"), N_ ("Add") },
};
