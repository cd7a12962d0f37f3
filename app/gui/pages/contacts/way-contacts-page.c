/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contacts-page.h"

#include <adwaita.h>
#include "way-contact-form.h"
#include "way-contacts-head.h"
#include "way-correction-form.h"
#include "way-dialog.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-rights.h"
#include "way-schema.h"
#include "way-side-form.h"
#include "way-timeline-list.h"
#include "way-timeline.h"
#include "way-unfinished-rows.h"
#include "way-unfinished.h"
#include "way-visit-rule.h"

struct _WayContactsPage
{
  WayPersonTab tab;

  WaySideForm *side; /* template children */
  GtkStack *stage, *forms;
  GtkWidget *loading, *first;
  WayContactsHead *head;
  WayTimelineList *timeline;
  GtkListBox *unfinished, *empty_unfinished;
  WayContactForm *contact_form;
  WayCorrectionForm *correction_form;

  GPtrArray *drafts; /* (owned) (nullable): WayDraft; NULL until they were listed */
  guint listing;     /* which asking for them is the newest */
  char *wanted;      /* (owned) (nullable): the place to go to once everything is there */
};

G_DEFINE_FINAL_TYPE (WayContactsPage, way_contacts_page, WAY_TYPE_PERSON_TAB)

static void list_drafts (WayContactsPage *self);
static void go_to_wanted (WayContactsPage *self);

/* -- what is not finished ---------------------------------------------------------------------- */

static gboolean
is_being_written (WayContactsPage *self, const WayId *object)
{
  const WayId *contact = way_contact_form_get_contact (self->contact_form);
  const WayId *correction = way_correction_form_get_correction (self->correction_form);

  return (contact != NULL && way_id_equal (contact, object))
         || (correction != NULL && way_id_equal (correction, object));
}

static GPtrArray *
list_unfinished (WayContactsPage *self)
{
  if (self->drafts == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)way_unfinished_free);
  return way_unfinished_list (way_person_tab_get_case (&self->tab), self->drafts,
                              way_desk_get_today (self->tab.desk));
}

static void
show_unfinished (WayContactsPage *self)
{
  g_autoptr (GPtrArray) list = list_unfinished (self);

  for (guint i = list->len; i > 0; i--)
    if (is_being_written (self, &((WayUnfinished *)g_ptr_array_index (list, i - 1))->object))
      g_ptr_array_remove_index (list, i - 1);
  way_unfinished_rows_show (self->unfinished, list);
  way_unfinished_rows_show (self->empty_unfinished, list);
}

/* -- shown ------------------------------------------------------------------------------------- */

static void
wait (WayPersonTab *tab, gboolean slow)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);

  gtk_stack_set_visible_child_name (self->stage, "loading");
  gtk_widget_set_visible (self->loading, slow);
}

static void
update (WayPersonTab *tab, WayCase *present)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);
  gboolean any = way_timeline_has_any (present, way_desk_get_today (tab->desk));

  way_contacts_head_show (self->head, tab->desk, present);
  way_timeline_list_show (self->timeline);
  show_unfinished (self);
  gtk_stack_set_visible_child_name (self->stage, any ? "timeline" : "empty");
  if (self->drafts != NULL)
    go_to_wanted (self);
}

/* -- drafts ------------------------------------------------------------------------------------ */

typedef struct
{
  WayContactsPage *self; /* (owned) */
  guint listing;
} Listing;

static void
drafts_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Listing *listing = data;
  g_autoptr (WayContactsPage) self = listing->self;
  g_autoptr (GPtrArray) drafts = way_repository_list_drafts_finish (WAY_REPOSITORY (source), result,
                                                                    NULL);

  if (listing->listing != self->listing || self->tab.live == NULL)
    return;
  self->drafts = drafts != NULL ? g_steal_pointer (&drafts) : g_ptr_array_new ();
  way_person_tab_update (&self->tab);
}

/* Asked for after whatever was put on its way to the disk before. */
static void
list_drafts (WayContactsPage *self)
{
  Listing *listing = g_new0 (Listing, 1);

  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  listing->self = g_object_ref (self);
  listing->listing = ++self->listing;
  way_repository_list_drafts (way_desk_get_repository (self->tab.desk), NULL, drafts_listed_cb,
                              listing);
}

/* -- the forms --------------------------------------------------------------------------------- */

static void
set_writing (WayContactsPage *self, gboolean writing)
{
  way_side_form_set_open (self->side, writing);
  way_contacts_head_set_writing (self->head, writing);
  gtk_widget_set_visible (self->first, !writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.save", writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.cancel", writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.other-side", writing);
  way_person_tab_set_writing (&self->tab, writing);
}

static gboolean
is_correcting (WayContactsPage *self)
{
  return way_person_tab_get_writing (&self->tab)
         && g_strcmp0 (gtk_stack_get_visible_child_name (self->forms), "correction") == 0;
}

static void
focus_form (WayContactsPage *self)
{
  if (is_correcting (self))
    way_correction_form_focus (self->correction_form);
  else
    way_contact_form_focus (self->contact_form);
}

static void
focus_timeline (WayContactsPage *self)
{
  if (!way_timeline_list_focus_first (self->timeline))
    gtk_widget_grab_focus (self->first);
}

static void
end_forms (WayContactsPage *self)
{
  way_contact_form_end (self->contact_form);
  way_correction_form_end (self->correction_form);
  set_writing (self, FALSE);
}

static void
open_contact (WayContactsPage *self, const WayId *contact)
{
  way_correction_form_end (self->correction_form);
  way_contact_form_begin (self->contact_form, self->tab.desk, self->tab.live, contact,
                          self->drafts);
  gtk_stack_set_visible_child_name (self->forms, "contact");
  set_writing (self, TRUE);
  show_unfinished (self);
  focus_form (self);
}

static void
open_correction (WayContactsPage *self, const WayId *contact, const WayId *correction)
{
  way_contact_form_end (self->contact_form);
  way_correction_form_begin (self->correction_form, self->tab.desk, self->tab.live, contact,
                             correction, self->drafts);
  gtk_stack_set_visible_child_name (self->forms, "correction");
  set_writing (self, TRUE);
  show_unfinished (self);
  focus_form (self);
}

/* (nullable): what is not finished and of which @test holds. */
static WayUnfinished *
find_unfinished (WayContactsPage *self,
                 gboolean (*test) (const WayUnfinished *, const WayId *),
                 const WayId *id)
{
  g_autoptr (GPtrArray) list = list_unfinished (self);

  for (guint i = 0; i < list->len; i++)
    if (test (g_ptr_array_index (list, i), id))
      return g_ptr_array_steal_index (list, i);
  return NULL;
}

static gboolean
is_fresh (const WayUnfinished *self, const WayId *id)
{
  return self->kind == WAY_KIND_CONTACT && self->fresh;
}

static gboolean
is_correction_of (const WayUnfinished *self, const WayId *id)
{
  return self->kind == WAY_KIND_CORRECTION && way_id_equal (&self->contact, id);
}

static gboolean
is_object (const WayUnfinished *self, const WayId *id)
{
  return way_id_equal (&self->object, id);
}

/* One new contact is begun at a time: what is not finished comes first. */
static void
begin_new (WayContactsPage *self)
{
  g_autoptr (WayUnfinished) begun = find_unfinished (self, is_fresh, NULL);
  const WayId *open = way_contact_form_get_contact (self->contact_form);
  WayId contact;

  if (open != NULL
      && way_case_get_object (way_person_tab_get_case (&self->tab), WAY_KIND_CONTACT, open) == NULL)
    {
      focus_form (self);
      return;
    }
  if (begun != NULL)
    contact = begun->object;
  else
    way_id_new (way_desk_get_random (self->tab.desk), &contact);
  open_contact (self, &contact);
}

static void
begin_correction (WayContactsPage *self, const WayId *contact)
{
  g_autoptr (WayUnfinished) begun = find_unfinished (self, is_correction_of, contact);
  WayId correction;

  if (begun != NULL)
    correction = begun->object;
  else
    way_id_new (way_desk_get_random (self->tab.desk), &correction);
  open_correction (self, contact, &correction);
}

static void
begin_edit (WayContactsPage *self, const WayId *id)
{
  const WayObject *contact = way_case_get_object (way_person_tab_get_case (&self->tab),
                                                  WAY_KIND_CONTACT, id);
  gint64 now = way_clock_now (way_desk_get_clock (self->tab.desk));

  if (contact == NULL || contact->life == WAY_LIFE_REMOVED)
    return;
  if (way_rights_needs_correction (WAY_KIND_CONTACT, contact->created_ms, now))
    begin_correction (self, id);
  else
    open_contact (self, id);
}

/* -- as a page --------------------------------------------------------------------------------- */

static void
go_to_wanted (WayContactsPage *self)
{
  g_autofree char *path = g_steal_pointer (&self->wanted);
  g_auto (GStrv) steps = NULL;
  const char *field;
  WayId id;

  if (path == NULL)
    return;
  if (g_str_equal (path, "new"))
    {
      begin_new (self);
      return;
    }
  steps = g_strsplit (path, ".", 3);
  if (g_strv_length (steps) < 2 || !way_id_parse (steps[1], &id))
    return;
  field = steps[2];
  if (g_strcmp0 (field, "edit") == 0 || g_strcmp0 (field, "correct") == 0)
    begin_edit (self, &id);
  else
    way_timeline_list_focus (self->timeline, steps[1], field);
}

static void
go (WayPersonTab *tab, const char *path)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);

  g_free (self->wanted);
  self->wanted = path[0] != '\0' ? g_strdup (path) : NULL;
  if (way_person_tab_get_case (&self->tab) != NULL && self->drafts != NULL)
    go_to_wanted (self);
}

static char *
dup_path (WayPersonTab *tab)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);
  const WayId *contact = is_correcting (self)
                             ? way_correction_form_get_contact (self->correction_form)
                             : way_contact_form_get_contact (self->contact_form);
  const char *entry = way_timeline_list_get_focused (self->timeline);
  char hex[WAY_ID_HEX_SIZE];

  if (self->wanted != NULL)
    return g_strdup (self->wanted);
  if (contact != NULL && way_person_tab_get_case (&self->tab) != NULL)
    return way_case_get_object (way_person_tab_get_case (&self->tab), WAY_KIND_CONTACT, contact)
                   == NULL
               ? g_strdup ("new")
               : g_strdup_printf ("contacts.%s.edit", way_id_format (contact, hex));
  return entry != NULL ? g_strdup_printf ("contacts.%s", entry) : g_strdup ("");
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
say (WayContactsPage *self, const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say-with-undo", "s", sentence);
}

static void
saved_cb (WayContactsPage *self, const char *id, const char *sentence)
{
  set_writing (self, FALSE);
  list_drafts (self);
  way_person_tab_update (&self->tab);
  way_timeline_list_focus (self->timeline, id, NULL);
  say (self, sentence);
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_page_go (WAY_PAGE (widget), "new");
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *path = g_strdup_printf ("contacts.%s.edit",
                                           g_variant_get_string (parameter, NULL));

  way_page_go (WAY_PAGE (widget), path);
}

static void
resume (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);
  g_autoptr (WayUnfinished) begun = NULL;
  WayId id;

  if (!way_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  begun = find_unfinished (self, is_object, &id);
  if (begun == NULL)
    return;
  if (begun->kind == WAY_KIND_CORRECTION)
    open_correction (self, &begun->contact, &begun->object);
  else
    open_contact (self, &begun->object);
}

static void
throw_away (WayContactsPage *self, const WayUnfinished *begun)
{
  end_forms (self);
  if (begun->kind == WAY_KIND_CORRECTION)
    {
      way_correction_form_begin (self->correction_form, self->tab.desk, self->tab.live,
                                 &begun->contact, &begun->object, self->drafts);
      way_correction_form_throw_away (self->correction_form);
    }
  else
    {
      way_contact_form_begin (self->contact_form, self->tab.desk, self->tab.live, &begun->object,
                              self->drafts);
      way_contact_form_throw_away (self->contact_form);
    }
  list_drafts (self);
  focus_timeline (self);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  WayContactsPage *self = data;
  const WayId *id = g_object_get_data (G_OBJECT (dialog), "way-object");
  g_autoptr (WayUnfinished) begun = NULL;

  if (!g_str_equal (response, "throw") || self->tab.live == NULL || self->drafts == NULL)
    return;
  begun = find_unfinished (self, is_object, id);
  if (begun != NULL)
    throw_away (self, begun);
}

static void
ask_to_throw_away (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwMessageDialog *dialog;
  WayId id;

  if (!way_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  dialog = way_dialog_ask_to_throw_away (GTK_WINDOW (gtk_widget_get_root (widget)));
  g_object_set_data_full (G_OBJECT (dialog), "way-object", way_id_copy (&id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, 0);
}

static void
cancel_appointment (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);
  const WayObject *appointment;
  WayAct *act;
  WayId id;

  if (way_person_tab_get_case (&self->tab) == NULL
      || !way_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  appointment = way_case_get_object (way_person_tab_get_case (&self->tab), WAY_KIND_APPOINTMENT,
                                     &id);
  if (appointment == NULL || appointment->life == WAY_LIFE_REMOVED)
    return;
  act = way_act_new (way_live_case_get_id (self->tab.live), 0);
  way_act_remove (act, WAY_KIND_APPOINTMENT, &id, "");
  way_desk_commit (self->tab.desk, act, NULL, NULL);
  say (self, _ ("Appointment cancelled"));
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);

  if (is_correcting (self))
    way_correction_form_save (self->correction_form);
  else
    way_contact_form_save (self->contact_form);
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);

  end_forms (self);
  list_drafts (self);
  focus_timeline (self);
}

static void
see_rule (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);
  g_autoptr (WayCase) foreseen = NULL;

  if (way_person_tab_get_case (&self->tab) == NULL)
    return;
  if (way_contact_form_get_contact (self->contact_form) != NULL)
    foreseen = way_contact_form_foresee (self->contact_form);
  way_visit_rule_open (widget, self->tab.desk,
                       foreseen != NULL ? foreseen : way_person_tab_get_case (&self->tab));
}

static void
other_side (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->forms)))
    focus_timeline (self);
  else
    focus_form (self);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
leave (WayPersonTab *tab)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);

  end_forms (self);
  way_timeline_list_set_live (self->timeline, tab->desk, NULL);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->listing++;
}

static void
enter (WayPersonTab *tab)
{
  WayContactsPage *self = WAY_CONTACTS_PAGE (tab);

  way_timeline_list_set_live (self->timeline, tab->desk, tab->live);
  list_drafts (self);
}

static void
way_contacts_page_finalize (GObject *object)
{
  g_free (WAY_CONTACTS_PAGE (object)->wanted);
  G_OBJECT_CLASS (way_contacts_page_parent_class)->finalize (object);
}

static const struct
{
  const char *name, *parameter;
  GtkWidgetActionActivateFunc activate;
  guint key;
} actions[] = {
  { "contacts.record", NULL, record, 0 },
  { "contacts.edit", "s", edit, 0 },
  { "contacts.correct", "s", edit, 0 },
  { "contacts.resume", "s", resume, 0 },
  { "contacts.throw-away", "s", ask_to_throw_away, 0 },
  { "contacts.cancel-appointment", "s", cancel_appointment, 0 },
  { "contacts.save", NULL, save, 0 },
  { "contacts.cancel", NULL, cancel, GDK_KEY_Escape },
  { "contacts.see-rule", NULL, see_rule, 0 },
  { "contacts.other-side", NULL, other_side, GDK_KEY_F6 },
};

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-contacts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, side);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, stage);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, forms);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, loading);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, first);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, head);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, unfinished);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, empty_unfinished);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, contact_form);
  gtk_widget_class_bind_template_child (widget_class, WayContactsPage, correction_form);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
}

static void
way_contacts_page_class_init (WayContactsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  object_class->finalize = way_contacts_page_finalize;
  tab_class->leave = leave;
  tab_class->enter = enter;
  tab_class->update = update;
  tab_class->wait = wait;
  tab_class->go = go;
  tab_class->dup_path = dup_path;

  g_type_ensure (WAY_TYPE_SIDE_FORM);
  g_type_ensure (WAY_TYPE_CONTACTS_HEAD);
  g_type_ensure (WAY_TYPE_CONTACT_FORM);
  g_type_ensure (WAY_TYPE_TIMELINE_LIST);
  g_type_ensure (WAY_TYPE_CORRECTION_FORM);
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, 0, actions[i].name,
                                             NULL);
    }
}

static void
way_contacts_page_init (WayContactsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_writing (self, FALSE);
}
