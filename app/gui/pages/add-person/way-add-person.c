/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-add-person-private.h"

#include "way-dialog.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-practice-mark.h"
#include "way-task.h"
#include "way-value.h"

G_DEFINE_FINAL_TYPE (WayAddPerson, way_add_person, ADW_TYPE_WINDOW)

static WayAct *
build_act (WayAddPerson *self)
{
  WayAct *act = way_act_new (&self->id, 0);

  way_act_create (act, WAY_KIND_PERSON, &self->id);
  for (guint i = 0; i < WAY_ADD_STATUS; i++)
    way_field_add_to_act (self->fields[i], act);
  way_act_set (act, WAY_KIND_PERSON, &self->id, WAY_PERSON_PA,
               g_variant_new ("(@ay)", way_value_new_id (way_desk_get_user (self->desk))));
  if (adw_combo_row_get_selected (self->status) > 0)
    {
      way_act_create (act, WAY_KIND_STATUS_ENTERED, &self->entered);
      way_field_add_to_act (self->fields[WAY_ADD_STATUS], act);
    }
  return act;
}

/* -- adding ------------------------------------------------------------------------------------ */

static void
say (WayAddPerson *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

/* Nothing of what was typed waits any longer. */
static void
forget (WayAddPerson *self)
{
  for (guint i = 0; i < WAY_ADD_N_PARTS; i++)
    way_field_forget (self->fields[i]);
  self->touched = FALSE;
}

static void
open_person (WayAddPerson *self, const WayId *id)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *place = way_page_place_of_tab (id, "overview");

  forget (self);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", place);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayAddPerson) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);

  if (self->desk == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), TRUE);
  if (ok)
    open_person (self, &self->id);
  else
    say (self, error->message);
}

/* (nullable): who may be the same person. */
static WayPersonItem *
find_like (WayAddPerson *self, GListModel *people)
{
  char born[WAY_DATE_TEXT_SIZE];

  way_date_format (way_date_row_get_date (self->born), born);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (WayPersonItem) item = g_list_model_get_item (people, i);

      if (way_person_item_is_like (item, way_line_row_get_text (self->preferred), born)
          || way_person_item_is_like (item, way_line_row_get_text (self->full), born))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* The question goes by itself; one whose window went before it would look for that. */
static void
let_go (AdwMessageDialog *question)
{
  gtk_window_set_transient_for (GTK_WINDOW (question), NULL);
}

static void add_cb (WayAddPerson *self);

static void
answered_cb (AdwMessageDialog *dialog, const char *response, WayAddPerson *self)
{
  WayId id;

  if (g_str_equal (response, "add"))
    {
      self->sure = TRUE;
      add_cb (self);
    }
  else if (way_id_parse (response, &id))
    {
      let_go (dialog);
      open_person (self, &id);
    }
}

static void
ask_whether_same (WayAddPerson *self, WayPersonItem *like)
{
  char hex[WAY_ID_HEX_SIZE];
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Is this the same person?"),
      _ ("Somebody with this name and birth date is on this laptop already."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Go back"),
                                    way_id_format (way_person_item_get_id (like), hex),
                                    _ ("Open their page"), "add", _ ("Add another person"), NULL);
  way_dialog_begin_on (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* FALSE, with a sentence and focus where it is, for what cannot be written. */
static gboolean
check (WayAddPerson *self)
{
  WayDate born = way_date_row_get_date (self->born);

  if (way_line_row_get_text (self->preferred)[0] == '\0')
    {
      say (self, _ ("Write what they like to be called."));
      way_line_row_edit (self->preferred);
      return FALSE;
    }
  if (!way_date_row_check (self->born))
    return FALSE;
  if (way_date_compare (born, way_desk_get_today (self->desk)) > 0)
    {
      way_date_row_refuse (self->born, _ ("Write a day that is over: this one is in the future."));
      way_date_row_edit (self->born);
      return FALSE;
    }
  return TRUE;
}

static void
add_cb (WayAddPerson *self)
{
  WayCaseload *people = way_desk_get_people (self->desk);
  g_autoptr (WayPersonItem) like = NULL;

  say (self, "");
  if (!check (self))
    return;
  like = find_like (self, G_LIST_MODEL (people));
  if (like == NULL)
    like = find_like (self, way_caseload_get_closed (people));
  if (like != NULL && !self->sure)
    {
      ask_whether_same (self, like);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), FALSE);
  way_desk_commit (self->desk, build_act (self), committed_cb, g_object_ref (self));
}

static void
typed_cb (WayAddPerson *self)
{
  self->sure = FALSE;
  say (self, "");
}

/* -- not added --------------------------------------------------------------------------------- */

static void
thrown_cb (AdwMessageDialog *dialog, const char *response, WayAddPerson *self)
{
  if (!g_str_equal (response, "throw"))
    return;
  let_go (dialog);
  forget (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
way_add_person_close_request (GtkWindow *window)
{
  WayAddPerson *self = WAY_ADD_PERSON (window);

  if (!self->touched)
    return GTK_WINDOW_CLASS (way_add_person_parent_class)->close_request (window);
  g_signal_connect_object (way_dialog_ask_to_throw_away (window), "response",
                           G_CALLBACK (thrown_cb), self, 0);
  return TRUE;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_add_person_dispose (GObject *object)
{
  WayAddPerson *self = WAY_ADD_PERSON (object);

  for (guint i = 0; i < WAY_ADD_N_PARTS; i++)
    if (self->fields[i] != NULL)
      {
        way_field_close (self->fields[i]);
        g_clear_object (&self->fields[i]);
      }
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ADD_PERSON);
  G_OBJECT_CLASS (way_add_person_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, preferred);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, full);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, pronouns);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, born);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, status);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, phone);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, email);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, how);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, language);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, interpreter);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, address);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, postcode);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, kept_private);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, who);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, note);
  gtk_widget_class_bind_template_child (widget_class, WayAddPerson, add);
}

static void
way_add_person_class_init (WayAddPersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_add_person_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = way_add_person_close_request;
  g_type_ensure (WAY_TYPE_DATE_ROW);
  g_type_ensure (WAY_TYPE_LINE_ROW);
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/add-person/way-add-person.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
way_add_person_init (WayAddPerson *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_add_person_fill (self);
}

/* -- opening ----------------------------------------------------------------------------------- */

typedef struct
{
  WayDesk *desk;   /* (owned) */
  GWeakRef opener; /* gone where it was locked meanwhile */
  gboolean resume; /* only what was begun before */
} Opening;

static void
opening_clear (Opening *self)
{
  g_clear_object (&self->desk);
  g_weak_ref_clear (&self->opener);
}

WAY_DEFINE_DATA (Opening, opening)

/* Nobody is in that case: a form of somebody who is there is not ours. */
static gboolean
is_begun (const WayDraft *draft, WayCaseload *people)
{
  return draft->held && draft->kind == WAY_KIND_PERSON
         && way_caseload_find (people, &draft->case_id) == NULL;
}

static void
choose_ids (WayAddPerson *self, const WayDraft *begun, GPtrArray *drafts)
{
  WayRandom *random = way_desk_get_random (self->desk);

  way_id_new (random, &self->id);
  way_id_new (random, &self->entered);
  if (begun == NULL)
    return;
  self->id = begun->case_id;
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->held && draft->kind == WAY_KIND_STATUS_ENTERED
          && way_id_equal (&draft->case_id, &self->id))
        self->entered = draft->object;
    }
}

static void
open_form (Opening *opening, GtkWidget *opener, const WayDraft *begun, GPtrArray *drafts)
{
  WayAddPerson *self = g_object_new (WAY_TYPE_ADD_PERSON, "transient-for",
                                     gtk_widget_get_root (opener), NULL);

  self->desk = g_object_ref (opening->desk);
  choose_ids (self, begun, drafts);
  self->live = way_desk_open_case (self->desk, &self->id);
  way_date_row_set_today (self->born, way_desk_get_today (self->desk));
  way_add_person_bind (self, drafts);
  gtk_window_present (GTK_WINDOW (self));
  way_line_row_edit (self->preferred);
}

/* (nullable): the one that is open already. */
static GtkWindow *
find_open (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (WAY_IS_ADD_PERSON (link->data) && WAY_ADD_PERSON (link->data)->desk != NULL)
      return link->data;
  return NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GtkWidget) opener = g_weak_ref_get (&opening->opener);
  g_autoptr (GPtrArray) drafts = way_repository_list_drafts_finish (WAY_REPOSITORY (source), result,
                                                                    NULL);
  WayCaseload *people = way_desk_get_people (opening->desk);
  const WayDraft *begun = NULL;

  if (opener == NULL || gtk_widget_get_root (opener) == NULL || people == NULL
      || find_open () != NULL)
    return;
  for (guint i = 0; drafts != NULL && begun == NULL && i < drafts->len; i++)
    if (is_begun (g_ptr_array_index (drafts, i), people))
      begun = g_ptr_array_index (drafts, i);
  if (drafts == NULL)
    drafts = g_ptr_array_new ();
  if (begun != NULL || !opening->resume)
    open_form (opening, opener, begun, drafts);
}

static void
open_soon (GtkWidget *opener, WayDesk *desk, gboolean resume)
{
  Opening *opening = opening_new0 ();

  opening->desk = g_object_ref (desk);
  opening->resume = resume;
  g_weak_ref_init (&opening->opener, opener);
  way_repository_list_drafts (way_desk_get_repository (desk), NULL, listed_cb, opening);
}

void
way_add_person_present (GtkWidget *opener, WayDesk *desk)
{
  open_soon (opener, desk, FALSE);
}

void
way_add_person_resume (GtkWidget *opener, WayDesk *desk)
{
  open_soon (opener, desk, TRUE);
}
