/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-group-edit.h"

#include "way-date-row.h"
#include "way-field.h"
#include "way-focus.h"
#include "way-i18n.h"
#include "way-value.h"

struct _WayGroupEdit
{
  const WayGroup *group;
  WayField *field;        /* (owned) */
  GPtrArray *members;     /* (owned): WayMemberEdit */
  GVariant *standing;     /* (owned) */
  WayMemberEdit *refused; /* borrowed (nullable): a day that is on the wrong side of the other */
};

/* A text is two members of which one is typed: its language stays. */
static const WayMember *
list_members (const WayGroup *group)
{
  static const WayMember prose[] = { { "text", WAY_MEMBER_LINES, NULL, FALSE },
                                     { "language", WAY_MEMBER_INTERNAL, NULL, FALSE },
                                     { NULL } };

  switch (group->shape)
    {
    case WAY_SHAPE_MEMBERS:
    case WAY_SHAPE_NESTED:
      return group->members;
    case WAY_SHAPE_PROSE:
      return prose;
    case WAY_SHAPE_WORDS:
    case WAY_SHAPE_IDS:
    default:
      return NULL;
    }
}

/* -- the value in the rows --------------------------------------------------------------------- */

/* (transfer none) (nullable): NULL for one that nobody types. */
static WayMemberEdit *
find_edit (WayGroupEdit *self, const WayMember *member)
{
  for (guint i = 0; i < self->members->len; i++)
    if (way_member_edit_get_member (g_ptr_array_index (self->members, i)) == member)
      return g_ptr_array_index (self->members, i);
  return NULL;
}

static void
show_value (gpointer data, GVariant *value)
{
  WayGroupEdit *self = data;
  const WayMember *members = list_members (self->group);

  g_clear_pointer (&self->standing, g_variant_unref);
  self->standing = g_variant_ref_sink (value != NULL ? value : way_value_empty (self->group));
  for (guint i = 0; members[i].name != NULL; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (self->standing, i);
      WayMemberEdit *edit = find_edit (self, &members[i]);

      if (edit != NULL)
        way_member_edit_show (edit, child);
    }
}

static GVariant *
read_value (gpointer data)
{
  WayGroupEdit *self = data;
  const WayMember *members = list_members (self->group);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (self->group->type));
  for (guint i = 0; members[i].name != NULL; i++)
    {
      WayMemberEdit *edit = find_edit (self, &members[i]);
      g_autoptr (GVariant) child = g_variant_get_child_value (self->standing, i);

      g_variant_builder_add_value (&builder, edit != NULL ? way_member_edit_read (edit) : child);
    }
  return g_variant_builder_end (&builder);
}

static WayMemberEdit *
find_day (WayGroupEdit *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      WayMemberEdit *edit = g_ptr_array_index (self->members, i);

      if (g_str_equal (way_member_edit_get_member (edit)->name, name)
          && WAY_IS_DATE_ROW (way_member_edit_get_row (edit)))
        return edit;
    }
  return NULL;
}

static WayDate
day_in (WayMemberEdit *edit)
{
  return way_date_row_get_date (WAY_DATE_ROW (way_member_edit_get_row (edit)));
}

static gboolean
is_typed_in (WayMemberEdit *edit)
{
  return (gtk_widget_get_state_flags (way_member_edit_get_row (edit)) & GTK_STATE_FLAG_FOCUS_WITHIN)
         != 0;
}

/* Nothing ends before it starts, nor is done before it was begun: the day that is being typed is
 * not kept, until either of them makes sense again. */
static void
check_order (WayGroupEdit *self)
{
  static const char *const pairs[][2] = { { "from", "to" }, { "begun_on", "done_on" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      WayMemberEdit *first = find_day (self, pairs[i][0]), *last = find_day (self, pairs[i][1]);

      if (first == NULL || last == NULL)
        continue;
      if (self->refused != NULL)
        way_member_edit_refuse (self->refused, NULL);
      self->refused = NULL;
      if (!way_date_is_full (day_in (first)) || !way_date_is_full (day_in (last))
          || way_date_compare (day_in (first), day_in (last)) <= 0)
        continue;
      self->refused = is_typed_in (first) ? first : last;
      way_member_edit_refuse (self->refused,
                              self->refused == last
                                  ? _ ("Write a later day: this one is before it began.")
                                  : _ ("Write an earlier day: this one is after it ended."));
    }
}

static void
typed_cb (gpointer data)
{
  WayGroupEdit *self = data;

  check_order (self);
  way_field_typed (self->field);
}

static void
left_cb (gpointer data)
{
  way_field_leave (((WayGroupEdit *)data)->field);
}

/* What stands above the rows then, says why (way-versions-box.h). */
static void
waits_cb (gpointer data)
{
  WayGroupEdit *self = data;
  gboolean waits = way_field_waits (self->field);

  for (guint i = 0; i < self->members->len; i++)
    {
      GtkWidget *row = way_member_edit_get_row (g_ptr_array_index (self->members, i));

      if (waits)
        way_focus_move_on (row);
      gtk_widget_set_sensitive (row, !waits);
    }
}

/* -- made and dropped -------------------------------------------------------------------------- */

gboolean
way_group_edit_can (const WayGroup *group)
{
  const WayMember *members = list_members (group);

  for (guint i = 0; members != NULL && members[i].name != NULL; i++)
    if (way_member_edit_is_for (&members[i]))
      return TRUE;
  return FALSE;
}

WayGroupEdit *
way_group_edit_new (
    WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *object, const WayGroup *group)
{
  WayGroupEdit *self = g_new0 (WayGroupEdit, 1);
  const WayMember *members = list_members (group);

  self->group = group;
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify)way_member_edit_free);
  for (guint i = 0; members[i].name != NULL; i++)
    if (way_member_edit_is_for (&members[i]))
      g_ptr_array_add (self->members, way_member_edit_new (&members[i], way_desk_get_today (desk),
                                                           typed_cb, left_cb, self));
  self->standing = g_variant_ref_sink (way_value_empty (group));
  show_value (self, NULL);
  self->field = way_field_new (desk, live, kind, object, group->number, read_value, show_value,
                               self);
  g_signal_connect_swapped (self->field, "notify::waits", G_CALLBACK (waits_cb), self);
  waits_cb (self);
  return self;
}

void
way_group_edit_free (WayGroupEdit *self)
{
  g_signal_handlers_disconnect_by_data (self->field, self);
  way_field_close (self->field);
  g_object_unref (self->field);
  g_ptr_array_unref (self->members);
  g_variant_unref (self->standing);
  g_free (self);
}

const WayGroup *
way_group_edit_get_group (WayGroupEdit *self)
{
  return self->group;
}

GPtrArray *
way_group_edit_get_members (WayGroupEdit *self)
{
  return self->members;
}
