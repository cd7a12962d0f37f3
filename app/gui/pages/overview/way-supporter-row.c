/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-supporter-row.h"

#include <string.h>
#include "way-commit.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-rest.h"

struct _WaySupporterRow
{
  AdwExpanderRow parent;

  AdwAvatar *avatar; /* template children */
  WayLineRow *name, *role, *phone;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId supporter;
};

G_DEFINE_FINAL_TYPE (WaySupporterRow, way_supporter_row, ADW_TYPE_EXPANDER_ROW)

static char *
dup_member (const WayObject *supporter, guint16 group)
{
  return supporter != NULL ? way_object_dup_string (supporter, group, 0) : g_strdup ("");
}

static void
show_supporter (GtkWidget *row, WayCase *present, const WayObject *supporter)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (row);
  g_autofree char *name = dup_member (supporter, WAY_SUPPORTER_NAME);
  g_autofree char *role = dup_member (supporter, WAY_SUPPORTER_ROLE);
  g_autofree char *phone = dup_member (supporter, WAY_SUPPORTER_PHONE);
  g_autofree char *under = role[0] != '\0' && phone[0] != '\0'
                               ? g_strdup_printf (_ ("%s · %s"), role, phone)
                               : g_strdup (role[0] != '\0' ? role : phone);
  /* Initials of the name alone: "Jude, 11" is J. */
  g_autofree char *called = g_strndup (name, strcspn (name, ","));

  adw_avatar_set_text (self->avatar, called);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 name[0] != '\0' ? name : _ ("Someone new"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), under);
}

static void
remove_cb (WaySupporterRow *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  WayAct *act;

  if (way_case_get_object (present, WAY_KIND_SUPPORTER, &self->supporter) == NULL)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
      return;
    }
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_remove (act, WAY_KIND_SUPPORTER, &self->supporter, "");
  way_commit_saying (GTK_WIDGET (self), self->desk, act, _ ("Removed from this corner"));
}

static void
unbind (GtkWidget *row)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (row);

  way_line_row_unbind (self->name);
  way_line_row_unbind (self->role);
  way_line_row_unbind (self->phone);
}

static void
edit (GtkWidget *row)
{
  way_line_row_edit (WAY_SUPPORTER_ROW (row)->name);
}

static void
way_supporter_row_dispose (GObject *object)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (object);

  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SUPPORTER_ROW);
  G_OBJECT_CLASS (way_supporter_row_parent_class)->dispose (object);
}

static void
way_supporter_row_class_init (WaySupporterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_supporter_row_dispose;
  g_type_ensure (WAY_TYPE_LINE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-supporter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySupporterRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, WaySupporterRow, name);
  gtk_widget_class_bind_template_child (widget_class, WaySupporterRow, role);
  gtk_widget_class_bind_template_child (widget_class, WaySupporterRow, phone);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
way_supporter_row_init (WaySupporterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_rest_while_closed (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->name));
}

static GtkWidget *
build (WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *id)
{
  WaySupporterRow *self = g_object_new (WAY_TYPE_SUPPORTER_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->supporter = *id;
  way_line_row_bind (self->name, desk, live, kind, id, WAY_SUPPORTER_NAME);
  way_line_row_bind (self->role, desk, live, kind, id, WAY_SUPPORTER_ROLE);
  way_line_row_bind (self->phone, desk, live, kind, id, WAY_SUPPORTER_PHONE);
  return GTK_WIDGET (self);
}

const WayObjectRows way_supporter_rows = { WAY_KIND_SUPPORTER, way_case_list, build,
                                           show_supporter,     edit,          unbind };
