/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-achievement-row.h"

#include "way-commit.h"
#include "way-date-row.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-rest.h"

struct _WayAchievementRow
{
  AdwExpanderRow parent;

  WayLineRow *what; /* template children */
  WayDateRow *on;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId achievement;
  gboolean typed; /* a day that is not in the case yet */
};

G_DEFINE_FINAL_TYPE (WayAchievementRow, way_achievement_row, ADW_TYPE_EXPANDER_ROW)

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
  WayCase *present = way_live_case_get_case (self->live);
  WayDate on = way_date_row_get_date (self->on);
  char text[WAY_DATE_TEXT_SIZE];
  WayAct *act;

  if (!self->typed
      || way_case_get_object (present, WAY_KIND_ACHIEVEMENT, &self->achievement) == NULL)
    return;
  self->typed = FALSE;
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_set (act, WAY_KIND_ACHIEVEMENT, &self->achievement, WAY_ACHIEVEMENT_ON,
               g_variant_new ("(s)", way_date_format (on, text)));
  way_desk_commit (self->desk, act, NULL, NULL);
}

static void
show_achievement (GtkWidget *row, WayCase *present, const WayObject *achievement)
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
  if (self->typed && gtk_widget_get_focus_child (GTK_WIDGET (self->on)) == NULL)
    leave_cb (self);
  else if (!self->typed && way_date_is_full (on))
    way_date_row_set_date (self->on, on);
}

static void
remove_cb (WayAchievementRow *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  WayAct *act;

  if (way_case_get_object (present, WAY_KIND_ACHIEVEMENT, &self->achievement) == NULL)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
      return;
    }
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_remove (act, WAY_KIND_ACHIEVEMENT, &self->achievement, "");
  way_commit_saying (GTK_WIDGET (self), self->desk, act, _ ("Achievement removed"));
}

static void
unbind (GtkWidget *row)
{
  leave_cb (WAY_ACHIEVEMENT_ROW (row));
  way_line_row_unbind (WAY_ACHIEVEMENT_ROW (row)->what);
}

static void
edit (GtkWidget *row)
{
  way_line_row_edit (WAY_ACHIEVEMENT_ROW (row)->what);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_achievement_row_dispose (GObject *object)
{
  WayAchievementRow *self = WAY_ACHIEVEMENT_ROW (object);

  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ACHIEVEMENT_ROW);
  G_OBJECT_CLASS (way_achievement_row_parent_class)->dispose (object);
}

static void
way_achievement_row_class_init (WayAchievementRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_achievement_row_dispose;
  g_type_ensure (WAY_TYPE_LINE_ROW);
  g_type_ensure (WAY_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-achievement-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayAchievementRow, what);
  gtk_widget_class_bind_template_child (widget_class, WayAchievementRow, on);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
way_achievement_row_init (WayAchievementRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_rest_while_closed (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->what));
}

static GtkWidget *
build (WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *id)
{
  WayAchievementRow *self = g_object_new (WAY_TYPE_ACHIEVEMENT_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->achievement = *id;
  way_date_row_set_today (self->on, way_desk_get_today (desk));
  way_line_row_bind (self->what, desk, live, kind, id, WAY_ACHIEVEMENT_WHAT);
  return GTK_WIDGET (self);
}

const WayObjectRows way_achievement_rows = {
  WAY_KIND_ACHIEVEMENT, way_object_list_newest_first, build, show_achievement, edit, unbind
};
