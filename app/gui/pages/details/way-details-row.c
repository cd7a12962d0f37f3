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
  GPtrArray *dates; /* "September 2017", "3 March 2024" */
  GPtrArray *words; /* "Former relevant", then a reason: the first is the title */
} Lines;

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
      g_ptr_array_add (lines->dates, g_steal_pointer (&text));
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
dates_text (GPtrArray *dates)
{
  if (dates->len == 0)
    return g_strdup ("");
  if (dates->len == 1)
    return g_strdup_printf (_ ("Since %s"), (char *)g_ptr_array_index (dates, 0));
  return g_strdup_printf (_ ("%s to %s"), (char *)g_ptr_array_index (dates, 0),
                          (char *)g_ptr_array_index (dates, 1));
}

static void
show_lines (WayDetailsRow *self, const Lines *lines)
{
  const char *title = lines->words->len > 0 ? g_ptr_array_index (lines->words, 0)
                                            : _ ("Not filled in yet");
  g_autofree char *dates = dates_text (lines->dates);
  GString *under = g_string_new (dates);

  for (guint i = 1; i < lines->words->len; i++)
    g_string_append_printf (under, "%s%s", under->len > 0 ? " · " : "",
                            (char *)g_ptr_array_index (lines->words, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), under->str);
  g_string_free (under, TRUE);
}

static void
show_row (WayObjectRow *row, WayCase *present, const WayObject *object)
{
  const WayKind *kind = way_schema_kind (row->kind);
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  Lines lines = { dates, words };

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

const WayObjectRows way_details_rows[] = { ROWS (WAY_KIND_STATUS_ENTERED), ROWS (WAY_KIND_HOME),
                                           ROWS (WAY_KIND_EET), ROWS (WAY_KIND_BLOCK) };
