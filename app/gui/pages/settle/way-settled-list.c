/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settled-list.h"

#include <adwaita.h>
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-settle-parts.h"
#include "way-settle.h"

struct _WaySettledList
{
  GtkBox parent;

  GtkListBox *list;      /* borrowed */
  GCancellable *loading; /* (owned) (nullable) */
  WayDesk *desk;         /* (owned) (nullable) */
  WayLiveCase *live;     /* (owned) (nullable) */
  guint n_shown;         /* settlements there were when it was laid out */
};

G_DEFINE_FINAL_TYPE (WaySettledList, way_settled_list, GTK_TYPE_BOX)

static void
drop_rows (WaySettledList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  self->n_shown = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
stop (WaySettledList *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* -- rows -------------------------------------------------------------------------------------- */

static void
add_text (AdwExpanderRow *row, const char *title, const char *text)
{
  GtkWidget *inside = adw_action_row_new ();
  g_autofree char *spoken = g_strdup_printf ("%s. %s", title, text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (inside), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (inside), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (inside), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (inside), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  adw_expander_row_add_row (row, inside);
}

static char *
dup_day (WaySettledList *self, gint64 ms)
{
  return way_date_text (way_clock_date_at (ms), way_desk_get_today (self->desk));
}

/* "Ros Whitfield, 14 October" */
static void
add_version (WaySettledList *self,
             AdwExpanderRow *row,
             const WaySettled *settled,
             const WayConflictVersion *version,
             WayCase *present)
{
  g_autofree char *author = way_settle_author (version);
  g_autofree char *day = dup_day (self, version->made_ms);
  g_autofree char *title = g_strdup_printf ("%s, %s", author, day);
  g_autofree char *text = version->removal ? g_strdup (_ ("Removed"))
                          : version->value == NULL
                              ? g_strdup (_ ("Changed"))
                              : way_settle_value_text (present, settled->kind, settled->group,
                                                       version->value);

  add_text (row, title, text);
}

static GtkWidget *
build_row (WaySettledList *self, const WaySettled *settled, WayCase *present)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *day = dup_day (self, settled->made_ms);
  g_autofree char *by = settled->author[0] != '\0'
                            ? g_strdup_printf (_ ("%s, %s"), settled->author, day)
                            : g_strdup (day);
  g_autofree char *kept = settled->kept != NULL
                              ? way_settle_value_text (present, settled->kind, settled->group,
                                                       settled->kept)
                              : g_strdup (settled->removed ? _ ("Removed") : _ ("Kept"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), settled->heading);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), by);
  for (guint i = 0; i < settled->versions->len; i++)
    add_version (self, ADW_EXPANDER_ROW (row), settled, g_ptr_array_index (settled->versions, i),
                 present);
  add_text (ADW_EXPANDER_ROW (row), _ ("What was kept"), kept);
  if (settled->reason[0] != '\0')
    add_text (ADW_EXPANDER_ROW (row), _ ("Why"), settled->reason);
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettledList) self = data;
  g_autoptr (WayPast) past = way_repository_load_past_finish (WAY_REPOSITORY (source), result,
                                                              NULL);
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autoptr (GPtrArray) settled = NULL;

  if (past == NULL || present == NULL
      || !way_id_equal (way_past_get_id (past), way_case_get_id (present)))
    return;
  g_clear_object (&self->loading);
  settled = way_settle_list_settled (present, past,
                                     way_live_case_get_case (way_desk_get_team_case (self->desk)),
                                     way_desk_get_reference (self->desk));
  drop_rows (self);
  for (guint i = 0; i < settled->len; i++)
    gtk_list_box_append (self->list, build_row (self, g_ptr_array_index (settled, i), present));
  self->n_shown = settled->len;
  gtk_widget_set_visible (GTK_WIDGET (self), settled->len > 0);
}

void
way_settled_list_show (WaySettledList *self, WayDesk *desk, WayLiveCase *live)
{
  g_autoptr (GPtrArray) settlements = NULL;

  if (self->live != live)
    drop_rows (self);
  g_set_object (&self->desk, desk);
  g_set_object (&self->live, live);
  settlements = way_case_list (way_live_case_get_case (live), WAY_KIND_SETTLEMENT);
  if (settlements->len == self->n_shown)
    return;
  stop (self);
  self->loading = g_cancellable_new ();
  way_repository_load_past (way_desk_get_repository (desk), way_live_case_get_id (live),
                            self->loading, loaded_cb, g_object_ref (self));
}

void
way_settled_list_clear (WaySettledList *self)
{
  stop (self);
  drop_rows (self);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
}

static void
way_settled_list_dispose (GObject *object)
{
  WaySettledList *self = WAY_SETTLED_LIST (object);

  stop (self);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_settled_list_parent_class)->dispose (object);
}

static void
way_settled_list_class_init (WaySettledListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_settled_list_dispose;
}

static void
way_settled_list_init (WaySettledList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Versions that were settled"), -1);
  gtk_box_append (GTK_BOX (self), way_paragraph_new (_ ("Versions that were settled"), "heading"));
  gtk_box_append (GTK_BOX (self), list);
  self->list = GTK_LIST_BOX (list);
}
