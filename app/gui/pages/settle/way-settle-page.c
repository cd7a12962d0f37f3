/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle-page-private.h"

#include "way-blank.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-path.h"
#include "way-person-text.h"
#include "way-settle-parts.h"
#include "way-value.h"

G_DEFINE_FINAL_TYPE (WaySettlePage, way_settle_page, WAY_TYPE_PERSON_TAB)

static void load (WaySettlePage *self);

/* (nullable): what is shown, as it stands now. */
static const WayConflict *
get_shown (WaySettlePage *self)
{
  if (self->conflicts == NULL || self->shown == NULL)
    return NULL;
  return way_conflict_find (self->conflicts, self->shown);
}

void
way_settle_page_say (WaySettlePage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

/* -- what is shown ----------------------------------------------------------------------------- */

/* The ops that are shown: the same ones are the same page. */
static char *
dup_print (WaySettlePage *self, const WayConflict *conflict)
{
  GString *print = g_string_new (NULL);

  g_string_printf (print, "%s %u", conflict->path, self->conflicts->len);
  for (guint i = 0; i < conflict->versions->len; i++)
    {
      const WayConflictVersion *version = g_ptr_array_index (conflict->versions, i);

      for (guint n = 0; n < version->ops->len; n++)
        {
          const WayOperation *op = g_ptr_array_index (version->ops, n);

          g_string_append_printf (print, " %u:%" G_GUINT64_FORMAT, way_id_hash (&op->id.origin),
                                  op->id.counter);
        }
    }
  return g_string_free (print, FALSE);
}

static void
focus_first (WaySettlePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->body), GTK_DIR_TAB_FORWARD);
}

static void
show_conflict (WaySettlePage *self, const WayConflict *conflict)
{
  WayCase *present = way_person_tab_get_case (&self->tab);
  g_autofree char *print = dup_print (self, conflict);

  if (self->print != NULL && g_str_equal (self->print, print))
    return;
  way_settle_page_clear (self);
  self->shown = g_strdup (conflict->path);
  self->print = g_steal_pointer (&print);
  self->showing = TRUE;
  way_settle_page_build (self, conflict, present);
  self->showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "conflict");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  focus_first (self);
}

static void
show_nothing (WaySettlePage *self)
{
  way_settle_page_clear (self);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* (transfer full): "Dilys Pryce settled this today at 2:10pm." */
static char *
dup_by_whom (WaySettlePage *self, const WaySettled *settled)
{
  WayDate today = way_desk_get_today (self->tab.desk);
  WayDate day = way_clock_date_at (settled->made_ms);
  g_autofree char *day_text = way_date_compare (day, today) == 0
                                  ? g_strdup (_ ("today"))
                                  : way_date_text_with_day (day, today);
  g_autofree char *time = way_settle_time (settled->made_ms);

  if (settled->author[0] == '\0')
    return g_strdup_printf (_ ("This was settled elsewhere, %s at %s."), day_text, time);
  return g_strdup_printf (_ ("%s settled this, %s at %s."), settled->author, day_text, time);
}

/* (transfer full): who settled what is shown, and when, where that is known. */
static char *
dup_settled (WaySettlePage *self)
{
  WayCase *present = way_person_tab_get_case (&self->tab);
  WayReference *reference = way_desk_get_reference (self->tab.desk);
  g_autoptr (GPtrArray) settled = way_settle_list_settled (
      present, self->past, way_live_case_get_case (way_desk_get_team_case (self->tab.desk)),
      reference);

  for (guint i = 0; i < settled->len; i++)
    {
      const WaySettled *one = g_ptr_array_index (settled, i);
      const WayObject *object = way_case_get_object (present, one->kind, &one->object);
      g_autofree char *path = object != NULL
                                  ? way_path_in_case (present, reference, object, one->group)
                                  : NULL;

      if (g_strcmp0 (path, self->shown) == 0)
        return dup_by_whom (self, one);
    }
  return g_strdup (_ ("This was settled elsewhere."));
}

static void
show_next (WaySettlePage *self)
{
  const WayDraft *begun = way_settle_page_find_begun (self, NULL);

  if (self->conflicts->len > 0)
    show_conflict (self, g_ptr_array_index (self->conflicts, 0));
  else if (begun != NULL)
    way_settle_page_show_begun (self, begun);
  else
    show_nothing (self);
}

/* What the reader wrote for it stays until they go on; nobody else has it. */
static void
show_settled_elsewhere (WaySettlePage *self)
{
  g_autofree char *by_whom = dup_settled (self);
  g_autofree char *sentence = NULL;

  if (self->view != NULL && !way_writing_view_is_empty (self->view))
    {
      sentence = g_strdup_printf (_ ("%s What was kept stands in the plan, and all versions in "
                                     "History. What you wrote is still below: copy what is "
                                     "missing, then choose Decide later to go on."),
                                  by_whom);
      self->gone = TRUE;
      way_settle_page_say (self, sentence);
      return;
    }
  sentence = g_strdup_printf (_ ("%s All versions are in History."), by_whom);
  way_settle_page_close_fields (self, TRUE);
  show_next (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", sentence);
}

/* What was asked for, what is shown already, or the first that waits. */
static void
show (WaySettlePage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  const char *path = wanted != NULL ? wanted : self->begun ? self->shown : NULL;
  const WayDraft *begun = path != NULL ? way_settle_page_find_begun (self, path) : NULL;
  const WayConflict *conflict = NULL;

  if (wanted != NULL)
    conflict = way_conflict_find (self->conflicts, wanted);
  if (conflict == NULL && begun == NULL)
    conflict = get_shown (self);
  if (conflict != NULL)
    show_conflict (self, conflict);
  else if (begun != NULL)
    way_settle_page_show_begun (self, begun);
  else if (self->shown != NULL && !self->begun)
    show_settled_elsewhere (self);
  else
    show_next (self);
}

/* -- reading ----------------------------------------------------------------------------------- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  g_autoptr (GError) error = NULL;
  WayPast *past = way_repository_load_past_finish (WAY_REPOSITORY (source), result, &error);
  WayCase *present = way_person_tab_get_case (&self->tab);

  if (past == NULL || self->tab.desk == NULL || present == NULL || self->saving
      || !way_id_equal (way_past_get_id (past), way_live_case_get_id (self->tab.live)))
    {
      g_clear_pointer (&past, way_past_unref);
      return;
    }
  g_clear_object (&self->loading);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->past = past;
  self->conflicts = way_conflict_list (
      present, past, way_live_case_get_case (way_desk_get_team_case (self->tab.desk)),
      way_desk_get_reference (self->tab.desk));
  show (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  GPtrArray *drafts = way_repository_list_drafts_finish (WAY_REPOSITORY (source), result, NULL);

  if (drafts == NULL)
    return;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = drafts;
}

/* One after the other: what was typed is there before the page is laid out. */
static void
load (WaySettlePage *self)
{
  WayRepository *repository = way_desk_get_repository (self->tab.desk);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  way_repository_list_drafts (repository, self->loading, listed_cb, g_object_ref (self));
  way_repository_load_past (repository, way_live_case_get_id (self->tab.live), self->loading,
                            loaded_cb, g_object_ref (self));
}

static void
update (WayPersonTab *tab, WayCase *present)
{
  load (WAY_SETTLE_PAGE (tab));
}

static void
leave (WayPersonTab *tab)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  way_settle_page_clear (self);
  way_settle_page_say (self, "");
  self->saving = FALSE;
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
}

static void
go (WayPersonTab *tab, const char *path)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  g_free (self->wanted);
  self->wanted = path[0] != '\0' ? g_strdup (path) : NULL;
  way_settle_page_say (self, "");
  way_person_tab_update (tab);
}

static char *
dup_path (WayPersonTab *tab)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  return g_strdup (self->shown != NULL ? self->shown : "");
}

/* -- settling ---------------------------------------------------------------------------------- */

static void
go_back (WaySettlePage *self, const char *path)
{
  g_autofree char *place = way_page_place_of (way_live_case_get_id (self->tab.live), path);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);
  g_autofree char *path = g_strdup (self->shown);
  guint n_left = self->conflicts != NULL ? self->conflicts->len - 1 : 0;

  if (!self->saving || self->tab.live == NULL)
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), TRUE);
  if (!ok)
    {
      way_settle_page_say (self, error->message);
      return;
    }
  way_settle_page_close_fields (self, TRUE);
  way_settle_page_clear (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                              _ ("Settled. All versions stay in History, with the reason."));
  if (n_left > 0)
    load (self);
  else
    go_back (self, path);
}

/* Takes @act, or says why there is none. */
static void
settle (WaySettlePage *self, WayAct *act, const GError *error)
{
  if (act == NULL)
    {
      way_settle_page_say (self, error->message);
      return;
    }
  self->saving = TRUE;
  way_blank_focus (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), FALSE);
  way_desk_commit (self->tab.desk, act, committed_cb, g_object_ref (self));
}

static WaySettling
begin (WaySettlePage *self, const WayConflict *conflict)
{
  WayDesk *desk = self->tab.desk;

  return (WaySettling){
    .conflict = conflict,
    .present = way_person_tab_get_case (&self->tab),
    .past = self->past,
    .author = { *way_desk_get_user (desk), WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER },
    .random = way_desk_get_random (desk),
    .today = way_desk_get_today (desk),
    .now_ms = way_clock_now (way_desk_get_clock (desk)),
    .reason = self->why != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->why)) : "",
  };
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  guint n = g_variant_get_uint32 (parameter);
  const WayConflictVersion *version;
  g_autofree char *text = NULL;

  if (conflict == NULL || self->saving || n < 1 || n > conflict->versions->len)
    return;
  way_settle_page_say (self, "");
  version = g_ptr_array_index (conflict->versions, n - 1);
  if (conflict->shape == WAY_CONFLICT_LIFE)
    {
      WaySettling settling = begin (self, conflict);
      g_autoptr (GError) error = NULL;
      WayAct *act = way_settle_keep (&settling, n - 1, &error);

      settle (self, act, error);
      return;
    }
  self->chosen = n;
  if (self->view != NULL)
    {
      text = way_value_dup_string (version->value, 0);
      way_writing_view_show_text (self->view, text);
      way_settle_page_typed (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else if (self->choice != NULL)
    {
      text = way_settle_value_text (way_person_tab_get_case (&self->tab), conflict->kind,
                                    conflict->group, version->value);
      gtk_label_set_text (self->choice, text);
    }
}

static void
together (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  g_autoptr (GVariant) all = NULL;
  g_autofree char *text = NULL;

  if (conflict == NULL || self->saving || self->view == NULL)
    return;
  all = way_conflict_put_together (conflict);
  text = way_value_dup_string (all, 0);
  way_writing_view_show_text (self->view, text);
  way_settle_page_typed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  g_autoptr (GError) error = NULL;
  WaySettling settling;
  WayAct *act = NULL;

  if (self->begun)
    way_settle_page_keep_begun (self);
  if (conflict == NULL || self->saving)
    return;
  settling = begin (self, conflict);
  if (conflict->shape == WAY_CONFLICT_WORDS)
    act = way_settle_put_together (&settling, &error);
  else if (self->view != NULL && !way_writing_view_is_empty (self->view))
    act = way_settle_write (&settling, way_settle_page_read_text (self), &error);
  else if (self->choice != NULL && self->chosen > 0)
    act = way_settle_keep (&settling, self->chosen - 1, &error);
  else
    {
      way_settle_page_say (self, _ ("Choose a version first, or write the one to keep."));
      return;
    }
  settle (self, act, error);
}

static void
later (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  g_autofree char *path = g_strdup (self->shown != NULL ? self->shown : "");

  if (self->tab.live == NULL || self->saving)
    return;
  if (self->gone)
    {
      way_settle_page_close_fields (self, TRUE);
      way_settle_page_say (self, "");
      show_next (self);
      if (self->shown != NULL)
        return;
    }
  go_back (self, path);
}

static void
let_go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_settle_page_let_go (WAY_SETTLE_PAGE (widget));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "settle.use",
                                         "u", i + 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_ALT_MASK, "settle.together",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "settle.later", NULL);
}

static void
way_settle_page_class_init (WaySettlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  tab_class->update = update;
  tab_class->leave = leave;
  tab_class->go = go;
  tab_class->dup_path = dup_path;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/settle/way-settle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, head);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, note);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, body);
  gtk_widget_class_install_action (widget_class, "settle.use", "u", use);
  gtk_widget_class_install_action (widget_class, "settle.together", NULL, together);
  gtk_widget_class_install_action (widget_class, "settle.keep", NULL, keep);
  gtk_widget_class_install_action (widget_class, "settle.later", NULL, later);
  gtk_widget_class_install_action (widget_class, "settle.let-go", NULL, let_go);
  add_keys (widget_class);
}

/* Before the text, which would take Enter for a new line. */
static void
catch_enter (WaySettlePage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (
          gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                       gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK)),
          gtk_named_action_new ("settle.keep")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
way_settle_page_init (WaySettlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  catch_enter (self);
  way_person_tab_set_writing (WAY_PERSON_TAB (self), TRUE);
}
