/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-unfinished-rows.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-rows.h"
#include "way-unfinished.h"

static char *
dup_unfinished_key (gpointer entry)
{
  return way_id_dup_hex (&((WayUnfinished *)entry)->object);
}

static GtkWidget *
build_unfinished (gpointer entry, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *throw = gtk_button_new_with_label (_ ("Throw away"));
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "waymark-progress-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *key = dup_unfinished_key (entry);

  gtk_widget_set_valign (throw, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (throw, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (throw), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (throw), "contacts.throw-away");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), throw);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "contacts.resume");
  return row;
}

static void
update_unfinished (GtkWidget *row, gpointer entry, gpointer data)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ((WayUnfinished *)entry)->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What you typed is kept on this laptop."));
}

static const WayRows rows = { dup_unfinished_key, build_unfinished, update_unfinished };

void
way_unfinished_rows_show (GtkListBox *list, GPtrArray *unfinished)
{
  way_rows_sync (list, unfinished, &rows, NULL);
  gtk_widget_set_visible (GTK_WIDGET (list), unfinished->len > 0);
}
