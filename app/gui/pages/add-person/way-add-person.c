/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-add-person.h"

#include "way-codes.h"
#include "way-date-row.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-page.h"
#include "way-practice-mark.h"
#include "way-value.h"

struct _WayAddPerson
{
  AdwWindow parent;

  WayLineRow *preferred, *full, *pronouns; /* template children */
  WayDateRow *born;
  AdwComboRow *status;
  WayLineRow *phone, *email, *how, *language, *address, *postcode, *who;
  GtkSwitch *interpreter, *kept_private;
  GtkLabel *note;
  GtkButton *add;

  WayDesk *desk; /* (owned) */
  WayId id;      /* of who is added */
  gboolean sure; /* not the one who is there already */
};

G_DEFINE_FINAL_TYPE (WayAddPerson, way_add_person, ADW_TYPE_WINDOW)

static const char *const statuses[] = { "eligible",
                                        "relevant",
                                        "former_relevant",
                                        "former_relevant_education",
                                        "former_relevant_21_plus",
                                        "qualifying" };

/* -- the act ----------------------------------------------------------------------------------- */

static const char *
text_of (WayLineRow *row)
{
  return way_line_row_get_text (row);
}

/* Sets the group unless nothing is given in it. */
static void
set_given (WayAct *act, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (value);

  if (!way_value_is_empty (way_schema_group (kind, group), given))
    way_act_set (act, kind, object, group, given);
}

static void
set_status (WayAddPerson *self, WayAct *act)
{
  guint at = adw_combo_row_get_selected (self->status);
  char today[WAY_DATE_TEXT_SIZE];
  WayId entered;

  if (at == 0 || at > G_N_ELEMENTS (statuses))
    return;
  way_id_new (way_desk_get_random (self->desk), &entered);
  way_act_create (act, WAY_KIND_STATUS_ENTERED, &entered);
  way_act_set (act, WAY_KIND_STATUS_ENTERED, &entered, WAY_STATUS_ENTERED_STATUS,
               g_variant_new ("(sss)", way_date_format (way_desk_get_today (self->desk), today),
                              statuses[at - 1], ""));
}

static WayAct *
build_act (WayAddPerson *self)
{
  WayAct *act = way_act_new (&self->id, 0);
  const WayId *id = &self->id;
  char born[WAY_DATE_TEXT_SIZE];

  way_act_create (act, WAY_KIND_PERSON, id);
  way_act_set (act, WAY_KIND_PERSON, id, WAY_PERSON_NAMES,
               g_variant_new ("(ss)", text_of (self->preferred), text_of (self->full)));
  set_given (act, WAY_KIND_PERSON, id, WAY_PERSON_PRONOUNS,
             g_variant_new ("(s)", text_of (self->pronouns)));
  set_given (act, WAY_KIND_PERSON, id, WAY_PERSON_BIRTH,
             g_variant_new ("(s)", way_date_format (way_date_row_get_date (self->born), born)));
  set_given (
      act, WAY_KIND_PERSON, id, WAY_PERSON_CONTACT,
      g_variant_new ("(sss)", text_of (self->phone), text_of (self->email), text_of (self->how)));
  set_given (act, WAY_KIND_PERSON, id, WAY_PERSON_ADDRESS,
             g_variant_new ("(sssbs)", text_of (self->address), text_of (self->postcode), "",
                            gtk_switch_get_active (self->kept_private), text_of (self->who)));
  set_given (act, WAY_KIND_PERSON, id, WAY_PERSON_LANGUAGE,
             g_variant_new ("(sssbs)", "", text_of (self->language), "",
                            gtk_switch_get_active (self->interpreter), ""));
  way_act_set (act, WAY_KIND_PERSON, id, WAY_PERSON_PA,
               g_variant_new ("(@ay)", way_value_new_id (way_desk_get_user (self->desk))));
  set_status (self, act);
  return act;
}

/* -- adding ------------------------------------------------------------------------------------ */

static void
say (WayAddPerson *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static void
open_person (WayAddPerson *self, const WayId *id)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *place = way_page_place_of_tab (id, "overview");

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

      if (way_person_item_is_like (item, text_of (self->preferred), born)
          || way_person_item_is_like (item, text_of (self->full), born))
        return g_steal_pointer (&item);
    }
  return NULL;
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
    open_person (self, &id);
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
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* FALSE, with a sentence and focus where it is, for what cannot be written. */
static gboolean
check (WayAddPerson *self)
{
  WayDate born = way_date_row_get_date (self->born);

  if (text_of (self->preferred)[0] == '\0')
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

/* -- class ------------------------------------------------------------------------------------- */

static void
way_add_person_dispose (GObject *object)
{
  WayAddPerson *self = WAY_ADD_PERSON (object);

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
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (labels, _ ("Not known yet"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (labels, way_codes_label ("status", statuses[i]));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (labels));
}

WayAddPerson *
way_add_person_present (GtkWindow *window, WayDesk *desk)
{
  WayAddPerson *self = g_object_new (WAY_TYPE_ADD_PERSON, "transient-for", window, NULL);

  self->desk = g_object_ref (desk);
  way_id_new (way_desk_get_random (desk), &self->id);
  way_date_row_set_today (self->born, way_desk_get_today (desk));
  gtk_window_present (GTK_WINDOW (self));
  way_line_row_edit (self->preferred);
  return self;
}
