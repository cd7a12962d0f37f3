/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-supporter-row.h"

#include <string.h>
#include "way-commit.h"
#include "way-i18n.h"
#include "way-initials.h"
#include "way-line-row.h"
#include "way-print-text.h"

struct _WaySupporterRow
{
  WayObjectRow row;

  WayInitials *avatar;             /* template child */
  WayLineRow *name, *role, *phone; /* (nullable): inside */
};

G_DEFINE_FINAL_TYPE (WaySupporterRow, way_supporter_row, WAY_TYPE_OBJECT_ROW)

static char *
dup_member (const WayObject *supporter, guint16 group)
{
  return supporter != NULL ? way_object_dup_string (supporter, group, 0) : g_strdup ("");
}

static void
show_supporter (WayObjectRow *row, WayCase *present, const WayObject *supporter)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (row);
  g_autofree char *name = dup_member (supporter, WAY_SUPPORTER_NAME);
  g_autofree char *role = dup_member (supporter, WAY_SUPPORTER_ROLE);
  g_autofree char *phone = dup_member (supporter, WAY_SUPPORTER_PHONE);
  g_autofree char *number = phone[0] != '\0' ? way_print_text_isolate (phone) : g_strdup ("");
  g_autofree char *under = role[0] != '\0' && phone[0] != '\0'
                               ? g_strdup_printf (_ ("%s · %s"), role, number)
                               : g_strdup (role[0] != '\0' ? role : number);
  /* Initials of the name alone: "Jude, 11" is J. */
  g_autofree char *called = g_strndup (name, strcspn (name, ","));

  way_initials_set_text (self->avatar, called);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 name[0] != '\0' ? name : _ ("Someone new"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), under);
}

static void
remove_cb (WaySupporterRow *self)
{
  WayAct *act = way_object_row_begin_removal (&self->row);

  if (act != NULL)
    way_commit_saying (GTK_WIDGET (self), self->row.desk, act, _ ("Removed from this corner"));
}

static WayLineRow *
bind_line (WaySupporterRow *self, GtkBuilder *inside, const char *id, guint16 group)
{
  WayLineRow *line = WAY_LINE_ROW (gtk_builder_get_object (inside, id));
  WayObjectRow *row = &self->row;

  way_line_row_bind (line, row->desk, row->live, row->kind, &row->object, group);
  return line;
}

static void
fill (WayObjectRow *row)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (row);
  g_autoptr (GtkBuilderScope) scope = gtk_builder_cscope_new ();
  g_autoptr (GtkBuilder) inside = NULL;

  g_type_ensure (WAY_TYPE_LINE_ROW);
  gtk_builder_cscope_add_callback (scope, remove_cb);
  inside = way_object_row_add_template (
      row, "/io/github/waymark/Waymark/ui/pages/overview/way-supporter-fields.ui", scope);
  self->name = bind_line (self, inside, "name", WAY_SUPPORTER_NAME);
  self->role = bind_line (self, inside, "role", WAY_SUPPORTER_ROLE);
  self->phone = bind_line (self, inside, "phone", WAY_SUPPORTER_PHONE);
}

static void
unbind (WayObjectRow *row)
{
  WaySupporterRow *self = WAY_SUPPORTER_ROW (row);

  way_line_row_unbind (self->name);
  way_line_row_unbind (self->role);
  way_line_row_unbind (self->phone);
}

static void
edit (WayObjectRow *row)
{
  way_line_row_edit (WAY_SUPPORTER_ROW (row)->name);
}

static void
way_supporter_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SUPPORTER_ROW);
  G_OBJECT_CLASS (way_supporter_row_parent_class)->dispose (object);
}

static void
way_supporter_row_class_init (WaySupporterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayObjectRowClass *row_class = WAY_OBJECT_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_supporter_row_dispose;
  row_class->fill = fill;
  row_class->show = show_supporter;
  row_class->edit = edit;
  row_class->unbind = unbind;
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-supporter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySupporterRow, avatar);
}

static void
way_supporter_row_init (WaySupporterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const WayObjectRows way_supporter_rows = { WAY_KIND_SUPPORTER, way_case_list,
                                           way_supporter_row_get_type };
