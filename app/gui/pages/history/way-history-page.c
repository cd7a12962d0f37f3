/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-history-page.h"

#include <adwaita.h>
#include "way-copy.h"
#include "way-date-text.h"
#include "way-history-cards.h"
#include "way-i18n.h"
#include "way-initials.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-paragraph.h"
#include "way-person-text.h"
#include "way-print-dialog.h"
#include "way-rows.h"
#include "way-settled-list.h"
#include "way-status.h"

struct _WayHistoryPage
{
  WayPersonTab tab;

  WayPanes *panes; /* template children */
  WayInitials *avatar;
  GtkLabel *name;
  GtkListBox *list, *register_list;
  GtkWidget *register_group;
  WaySettledList *settled;
  GtkStack *stack;
  AdwStatusPage *nothing;
  GtkLabel *title, *summary, *older_title, *newer_title, *older_caption, *newer_caption;
  GtkBox *heads;
  GtkScrolledWindow *changes_scroller, *plan_scroller;
  WayHistoryCards *changes, *plan;
  GtkLabel *plan_title, *plan_caption;
  GtkButton *plan_print, *read_older, *read_newer, *back;
  AdwButtonContent *previous;

  GPtrArray *plans; /* (owned): WayHistoryPlan */
  char *chosen[2];  /* (owned) (nullable): keys, the one chosen last first */
  char *shown;      /* (owned) (nullable): what the cards show, so that they are made once */
  char *reading;    /* (owned) (nullable): key of the plan that is read whole */
};

G_DEFINE_FINAL_TYPE (WayHistoryPage, way_history_page, WAY_TYPE_PERSON_TAB)

/* -- which two --------------------------------------------------------------------------------- */

/* -1 where there is none of that key. */
static int
index_of (WayHistoryPage *self, const char *key)
{
  for (guint i = 0; i < self->plans->len && key != NULL; i++)
    if (g_str_equal (((WayHistoryPlan *)g_ptr_array_index (self->plans, i))->key, key))
      return (int)i;
  return -1;
}

static gboolean
is_readable (WayHistoryPage *self, int i)
{
  return i >= 0 && ((WayHistoryPlan *)g_ptr_array_index (self->plans, (guint)i))->document != NULL;
}

/* What was chosen, where it is still there; else the newest two that count. */
static void
choose_usual (WayHistoryPage *self)
{
  if (is_readable (self, index_of (self, self->chosen[0]))
      && is_readable (self, index_of (self, self->chosen[1])))
    return;
  g_clear_pointer (&self->chosen[0], g_free);
  g_clear_pointer (&self->chosen[1], g_free);
  for (guint i = 0, n = 0; i < self->plans->len && n < 2; i++)
    {
      const WayHistoryPlan *plan = g_ptr_array_index (self->plans, i);

      if (plan->document != NULL && !plan->withdrawn)
        self->chosen[n++] = g_strdup (plan->key);
    }
}

/* FALSE where there are no two. */
static gboolean
get_pair (WayHistoryPage *self, const WayHistoryPlan **ret_older, const WayHistoryPlan **ret_newer)
{
  int a = index_of (self, self->chosen[0]), b = index_of (self, self->chosen[1]);

  if (a < 0 || b < 0)
    return FALSE;
  *ret_newer = g_ptr_array_index (self->plans, (guint)MIN (a, b));
  *ret_older = g_ptr_array_index (self->plans, (guint)MAX (a, b));
  return TRUE;
}

/* -- the list ---------------------------------------------------------------------------------- */

static char *
dup_plan_key (gpointer entry)
{
  return g_strdup (((WayHistoryPlan *)entry)->key);
}

/* Title and caption under one another, the mark at the end. */
static GtkWidget *
build_plan_row (gpointer entry, gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = way_paragraph_new ("", "heading"), *mark = gtk_label_new (NULL);
  GtkWidget *caption = way_status_new (NULL, "", WAY_TONE_NONE);

  gtk_widget_add_css_class (mark, "badge");
  gtk_widget_remove_css_class (caption, "status");
  gtk_widget_add_css_class (caption, "attention");
  way_status_let_wrap (WAY_STATUS (caption));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), caption);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "title", title);
  g_object_set_data (G_OBJECT (row), "caption", caption);
  g_object_set_data (G_OBJECT (row), "mark", mark);
  return row;
}

static void
set_caption (WayStatus *caption, const WayHistoryPlan *plan)
{
  if (plan->document == NULL)
    way_status_set (caption, "dialog-warning-symbolic", plan->caption, WAY_TONE_DUE);
  else if (plan->draft)
    way_status_set (caption, "waymark-progress-symbolic", plan->caption, WAY_TONE_PROGRESS);
  else
    way_status_set (caption, plan->withdrawn ? "edit-undo-symbolic" : "waymark-done-symbolic",
                    plan->caption, plan->withdrawn ? WAY_TONE_NONE : WAY_TONE_DONE);
}

static void
update_plan_row (GtkWidget *row, gpointer entry, gpointer data)
{
  WayHistoryPage *self = data;
  const WayHistoryPlan *plan = entry, *older = NULL, *newer = NULL;
  GtkLabel *mark = g_object_get_data (G_OBJECT (row), "mark");
  const char *word = "";
  g_autofree char *spoken = NULL;

  if (get_pair (self, &older, &newer))
    word = plan == newer ? _ ("Newer") : plan == older ? _ ("Older") : "";
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "title"), plan->title);
  set_caption (g_object_get_data (G_OBJECT (row), "caption"), plan);
  gtk_label_set_text (mark, word);
  gtk_widget_set_visible (GTK_WIDGET (mark), word[0] != '\0');
  if (word[0] != '\0')
    gtk_widget_add_css_class (row, "chosen");
  else
    gtk_widget_remove_css_class (row, "chosen");
  spoken = g_strjoin (". ", plan->title, plan->caption, word[0] != '\0' ? word : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static const WayRows plan_rows = { dup_plan_key, build_plan_row, update_plan_row };

/* -- copies ------------------------------------------------------------------------------------ */

static char *
dup_copy_key (gpointer entry)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup (way_id_format (&((WayObject *)entry)->id, hex));
}

static GtkWidget *
build_copy_row (gpointer entry, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* "Plan 4" of a copy, or a draft. */
static char *
dup_copied (WayHistoryPage *self, const WayCopy *copy)
{
  g_autoptr (GPtrArray) versions = way_plan_list_versions (way_person_tab_get_case (&self->tab));

  for (guint i = 0; i < versions->len; i++)
    {
      const WayVersion *version = g_ptr_array_index (versions, i);

      if (g_bytes_get_size (copy->version) == sizeof version->hash
          && memcmp (g_bytes_get_data (copy->version, NULL), version->hash, sizeof version->hash)
                 == 0)
        return g_strdup_printf (_ ("Plan %u"), version->number);
    }
  return g_strdup (_ ("A draft"));
}

static void
update_copy_row (GtkWidget *row, gpointer entry, gpointer data)
{
  WayHistoryPage *self = data;
  g_auto (WayCopy) copy = { .version = NULL };
  g_autofree char *title = NULL, *pages = NULL, *day = NULL, *of = NULL, *text = NULL;

  way_copy_read (&copy, entry);
  title = g_strdup_printf (_ ("Copy %s"), copy.number);
  day = way_date_text (copy.on, way_desk_get_today (self->tab.desk));
  of = dup_copied (self, &copy);
  pages = g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u page", "%u pages", copy.pages),
                           copy.pages);
  text = g_strdup_printf (_ ("For %s, %s. %s, %s"), copy.made_for, day, of, pages);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

static const WayRows copy_rows = { dup_copy_key, build_copy_row, update_copy_row };

static void
show_register (WayHistoryPage *self)
{
  g_autoptr (GPtrArray) copies = way_case_list (way_person_tab_get_case (&self->tab),
                                                WAY_KIND_COPY);
  g_autoptr (GPtrArray) newest_first = g_ptr_array_new ();

  for (guint i = copies->len; i-- > 0;)
    g_ptr_array_add (newest_first, g_ptr_array_index (copies, i));
  gtk_widget_set_visible (self->register_group, copies->len > 0);
  way_rows_sync (self->register_list, newest_first, &copy_rows, self);
}

/* -- what changed ------------------------------------------------------------------------------ */

static char *
dup_name (WayHistoryPage *self)
{
  return way_case_dup_short_name (way_person_tab_get_case (&self->tab));
}

/* What the cards are made of. */
static char *
dup_fingerprint (const WayHistoryPlan *older, const WayHistoryPlan *newer)
{
  g_autoptr (GBytes) left = way_document_to_content (older->document);
  g_autoptr (GBytes) right = way_document_to_content (newer->document);
  g_autofree char *one = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, left);
  g_autofree char *other = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, right);

  return g_strconcat (older->key, one, newer->key, other, NULL);
}

static void
show_heads (WayHistoryPage *self, const WayHistoryPlan *older, const WayHistoryPlan *newer)
{
  gtk_label_set_text (self->older_title, older->title);
  gtk_label_set_text (self->older_caption, older->caption);
  gtk_label_set_text (self->newer_title, newer->title);
  gtk_label_set_text (self->newer_caption, newer->caption);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->read_older), "s", older->key);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->read_newer), "s", newer->key);
}

static void
show_pair (WayHistoryPage *self, const WayHistoryPlan *older, const WayHistoryPlan *newer)
{
  g_autofree char *fingerprint = dup_fingerprint (older, newer), *name = dup_name (self);
  g_autofree char *summary = NULL;
  g_autoptr (WayHistoryComparison) comparison = NULL;
  gboolean any;

  show_heads (self, older, newer);
  if (g_strcmp0 (self->shown, fingerprint) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&fingerprint);
  comparison = way_history_compare (older->document, newer->document, name,
                                    way_desk_get_today (self->tab.desk));
  any = comparison->sections->len > 0;
  summary = any ? way_history_summary (comparison) : g_strdup (_ ("Nothing changed."));
  gtk_label_set_text (self->summary, summary);
  way_history_cards_show_changes (self->changes, comparison);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.next-change", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.previous-change", any);
}

static void
show_nothing (WayHistoryPage *self)
{
  g_autofree char *name = dup_name (self);

  g_clear_pointer (&self->shown, g_free);
  adw_status_page_set_title (self->nothing, _ ("There is one plan so far"));
  adw_status_page_set_description (self->nothing, _ ("Changes show here after the next review."));
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* -- one plan, whole --------------------------------------------------------------------------- */

static void
show_plan (WayHistoryPage *self, const WayHistoryPlan *plan)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (GPtrArray) sections = way_history_read (plan->document, name,
                                                     way_desk_get_today (self->tab.desk));

  gtk_label_set_text (self->plan_title, plan->title);
  gtk_label_set_text (self->plan_caption, plan->caption);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->plan_print), "s", plan->key);
  way_history_cards_show_plan (self->plan, sections);
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
show_content (WayHistoryPage *self)
{
  const WayHistoryPlan *older, *newer;
  int reading = index_of (self, self->reading);

  if (is_readable (self, reading))
    return;
  g_clear_pointer (&self->reading, g_free);
  if (!get_pair (self, &older, &newer))
    {
      show_nothing (self);
      return;
    }
  show_pair (self, older, newer);
  gtk_stack_set_visible_child_name (self->stack, "changes");
}

/* The newest plan of two names may be told from nobody else's: the list is only of one person. */
static void
update (WayPersonTab *tab, WayCase *present)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (tab);
  g_autofree char *full = NULL;

  g_ptr_array_unref (self->plans);
  self->plans = way_history_list_plans (
      present, way_live_case_get_case (way_desk_get_team_case (self->tab.desk)),
      way_desk_get_reference (self->tab.desk), way_desk_get_today (self->tab.desk));
  choose_usual (self);
  full = way_object_dup_string (way_case_get_person (present), WAY_PERSON_NAMES, 0);
  gtk_label_set_text (self->name, full);
  way_initials_set_text (self->avatar, full);
  way_rows_sync (self->list, self->plans, &plan_rows, self);
  show_register (self);
  way_settled_list_show (self->settled, self->tab.desk, self->tab.live);
  show_content (self);
}

/* The plan that was pressed takes the place of the one that was chosen first. */
static void
activated_cb (WayHistoryPage *self, GtkListBoxRow *row)
{
  const char *key = way_rows_get_key (row);

  if (!is_readable (self, index_of (self, key)))
    return;
  if (g_strcmp0 (key, self->chosen[0]) != 0 && g_strcmp0 (key, self->chosen[1]) != 0)
    {
      g_free (self->chosen[1]);
      self->chosen[1] = self->chosen[0];
      self->chosen[0] = g_strdup (key);
    }
  g_clear_pointer (&self->reading, g_free);
  way_rows_sync (self->list, self->plans, &plan_rows, self);
  way_panes_set_on_content (self->panes, TRUE);
  show_content (self);
}

static gboolean
arrange_cb (gpointer data)
{
  WayHistoryPage *self = data;
  gboolean narrow;

  if (self->panes == NULL)
    return G_SOURCE_REMOVE;
  narrow = way_panes_is_folded (self->panes);
  way_history_cards_set_narrow (self->changes, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->back), narrow);
  adw_button_content_set_label (self->previous, narrow ? "" : _ ("_Previous"));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->heads),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  return G_SOURCE_REMOVE;
}

/* Folding is found out while the page is laid out: what it changes waits until that is done. */
static void
folded_cb (WayHistoryPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, g_object_ref (self), g_object_unref);
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_history_cards_move (WAY_HISTORY_PAGE (widget)->changes,
                          g_str_equal (action, "history.next-change"));
}

static void
read_whole (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (widget);
  int i = index_of (self, g_variant_get_string (parameter, NULL));

  if (!is_readable (self, i))
    return;
  g_free (self->reading);
  self->reading = g_variant_dup_string (parameter, NULL);
  show_plan (self, g_ptr_array_index (self->plans, (guint)i));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->plan_scroller), 0);
  gtk_widget_child_focus (GTK_WIDGET (self->plan_scroller), GTK_DIR_TAB_FORWARD);
}

static void
compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (widget);

  g_clear_pointer (&self->reading, g_free);
  show_content (self);
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (widget);
  int i = index_of (self, g_variant_get_string (parameter, NULL));
  const WayHistoryPlan *plan;

  if (!is_readable (self, i))
    return;
  plan = g_ptr_array_index (self->plans, (guint)i);
  way_print_dialog_open (widget, self->tab.desk, self->tab.live,
                         plan->draft ? NULL : &plan->object);
}

static void
show_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_panes_set_on_content (WAY_HISTORY_PAGE (widget)->panes, FALSE);
}

/* -- as a page --------------------------------------------------------------------------------- */

/* versions.ID */
static void
go (WayPersonTab *tab, const char *path)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (tab);

  way_person_tab_update (tab);
  if (g_str_has_prefix (path, "versions."))
    gtk_widget_activate_action (GTK_WIDGET (self), "history.read", "s",
                                path + strlen ("versions."));
}

static char *
dup_path (WayPersonTab *tab)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (tab);

  return self->reading != NULL ? g_strconcat ("versions.", self->reading, NULL) : g_strdup ("");
}

/* -- class ------------------------------------------------------------------------------------- */

static void
leave (WayPersonTab *tab)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (tab);

  way_settled_list_clear (WAY_HISTORY_PAGE (tab)->settled);
  g_clear_pointer (&self->chosen[0], g_free);
  g_clear_pointer (&self->chosen[1], g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->reading, g_free);
}

static void
way_history_page_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_HISTORY_PAGE (object)->plans);
  G_OBJECT_CLASS (way_history_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, panes);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, name);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, register_group);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, register_list);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, settled);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, title);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, summary);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, heads);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, older_title);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, older_caption);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, newer_title);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, newer_caption);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, read_older);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, read_newer);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, back);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, previous);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, changes_scroller);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, changes);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, plan_scroller);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, plan);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, plan_title);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, plan_caption);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, plan_print);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "history.next-change", NULL, move);
  gtk_widget_class_install_action (widget_class, "history.previous-change", NULL, move);
  gtk_widget_class_install_action (widget_class, "history.read", "s", read_whole);
  gtk_widget_class_install_action (widget_class, "history.compare", NULL, compare);
  gtk_widget_class_install_action (widget_class, "history.print", "s", print);
  gtk_widget_class_install_action (widget_class, "history.list", NULL, show_list);
}

static void
way_history_page_class_init (WayHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  object_class->finalize = way_history_page_finalize;
  tab_class->leave = leave;
  tab_class->update = update;
  tab_class->go = go;
  tab_class->dup_path = dup_path;

  g_type_ensure (WAY_TYPE_PANES);
  g_type_ensure (WAY_TYPE_HISTORY_CARDS);
  g_type_ensure (WAY_TYPE_INITIALS);
  g_type_ensure (WAY_TYPE_SETTLED_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/history/way-history-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer action)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, action, NULL);
}

/* From wherever focus is: the tabs stand outside of their page. */
static void
add_keys (WayHistoryPage *self)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = { { GDK_KEY_Down, "history.next-change" }, { GDK_KEY_Up, "history.previous-change" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_ALT_MASK),
                          gtk_callback_action_new (key_cb, (gpointer)keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
way_history_page_init (WayHistoryPage *self)
{
  self->plans = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  way_person_tab_set_writing (&self->tab, TRUE);
  add_keys (self);
}
