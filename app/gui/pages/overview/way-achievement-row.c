/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-achievement-row.h"

#include "way-commit.h"
#include "way-date-row.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-line-row.h"

struct _WayAchievementRow
{
  WayObjectRow row;

  WayLineRow *what; /* (nullable): inside */
  WayDateRow *on;   /* (nullable): inside */
  gboolean typed;   /* a day that is not in the case yet */
};

G_DEFINE_FINAL_TYPE (WayAchievementRow, way_achievement_row, WAY_TYPE_OBJECT_ROW)

/* -- what the person does ---------------------------------------------------------------------- */

static void
typed_cb (WayAchievementRow *self)
{
  self->typed = TRUE;
}

/* One act once focus leaves the day. */
static void
leave_cb (WayAchievementRow *self)
{
  WayObjectRow *row = &self->row;
  char text[WAY_DATE_TEXT_SIZE];
  WayAct *act;

  if (!self->typed || way_object_row_get_object (row) == NULL)
    return;
  self->typed = FALSE;
  act = way_act_new (way_live_case_get_id (row->live), 0);
  way_act_set (act, WAY_KIND_ACHIEVEMENT, &row->object, WAY_ACHIEVEMENT_ON,
               g_variant_new ("(s)", way_date_format (way_date_row_get_date (self->on), text)));
  way_desk_commit (row->desk, act, NULL, NULL);
}

static void
show_day (WayAchievementRow *self, WayDate on)
{
  if (self->typed && gtk_widget_get_focus_child (GTK_WIDGET (self->on)) == NULL)
    leave_cb (self);
  else if (!self->typed && way_date_is_full (on))
    way_date_row_set_date (self->on, on);
}

static void
show_achievement (WayObjectRow *row, WayCase *present, const WayObject *achievement)
{
  WayAchievementRow *self = WAY_ACHIEVEMENT_ROW (row);
  WayDate on = way_date_none;
  g_autofree char *what = NULL, *day = NULL;

  if (achievement != NULL)
    {
      what = way_object_dup_string (achievement, WAY_ACHIEVEMENT_WHAT, 0);
      on = way_object_get_date (achievement, WAY_ACHIEVEMENT_ON, 0);
    }
  /* the year of something that happened is always said */
  day = way_date_text (on, way_date_none);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 what != NULL && what[0] != '\0' ? what : _ ("A new achievement"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), day);
  if (row->filled)
    show_day (self, on);
}

static void
remove_cb (WayAchievementRow *self)
{
  WayAct *act = way_object_row_begin_removal (&self->row);

  if (act != NULL)
    way_commit_saying (GTK_WIDGET (self), self->row.desk, act, _ ("Achievement removed"));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
fill (WayObjectRow *row)
{
  WayAchievementRow *self = WAY_ACHIEVEMENT_ROW (row);
  g_autoptr (GtkBuilderScope) scope = gtk_builder_cscope_new ();
  g_autoptr (GtkBuilder) inside = NULL;

  g_type_ensure (WAY_TYPE_LINE_ROW);
  g_type_ensure (WAY_TYPE_DATE_ROW);
  gtk_builder_cscope_add_callback (scope, typed_cb);
  gtk_builder_cscope_add_callback (scope, leave_cb);
  gtk_builder_cscope_add_callback (scope, remove_cb);
  inside = way_object_row_add_template (
      row, "/io/github/waymark/Waymark/ui/pages/overview/way-achievement-fields.ui", scope);
  self->what = WAY_LINE_ROW (gtk_builder_get_object (inside, "what"));
  self->on = WAY_DATE_ROW (gtk_builder_get_object (inside, "on"));
  way_date_row_set_today (self->on, way_desk_get_today (row->desk));
  way_line_row_bind (self->what, row->desk, row->live, row->kind, &row->object,
                     WAY_ACHIEVEMENT_WHAT);
}

static void
unbind (WayObjectRow *row)
{
  leave_cb (WAY_ACHIEVEMENT_ROW (row));
  way_line_row_unbind (WAY_ACHIEVEMENT_ROW (row)->what);
}

static void
edit (WayObjectRow *row)
{
  way_line_row_edit (WAY_ACHIEVEMENT_ROW (row)->what);
}

static void
way_achievement_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ACHIEVEMENT_ROW);
  G_OBJECT_CLASS (way_achievement_row_parent_class)->dispose (object);
}

static void
way_achievement_row_class_init (WayAchievementRowClass *klass)
{
  WayObjectRowClass *row_class = WAY_OBJECT_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_achievement_row_dispose;
  row_class->fill = fill;
  row_class->show = show_achievement;
  row_class->edit = edit;
  row_class->unbind = unbind;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass),
      "/io/github/waymark/Waymark/ui/pages/overview/way-achievement-row.ui");
}

static void
way_achievement_row_init (WayAchievementRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const WayObjectRows way_achievement_rows = { WAY_KIND_ACHIEVEMENT, way_object_list_newest_first,
                                             way_achievement_row_get_type };
