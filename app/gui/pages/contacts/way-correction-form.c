/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-correction-form.h"

#include <adwaita.h>
#include "way-blank.h"
#include "way-contact.h"
#include "way-date-text.h"
#include "way-field.h"
#include "way-i18n.h"
#include "way-person-text.h"
#include "way-saved-line.h"
#include "way-spoken.h"
#include "way-text-field.h"
#include "way-typed-text.h"
#include "way-value.h"

typedef enum
{
  TARGET,
  TEXT,
  REASON,
  N_PARTS
} Part;

struct _WayCorrectionForm
{
  GtkBox parent;

  GtkScrolledWindow *scroller; /* template children */
  GtkLabel *about, *note;
  WayTextField *text;
  AdwEntryRow *reason;
  WaySavedLine *saved;

  WayDesk *desk;     /* (owned) (nullable): while something is being written */
  WayLiveCase *live; /* (owned) (nullable) */
  WayId contact, correction;
  WayField *fields[N_PARTS]; /* the text's is its widget's */
  gboolean showing, saving;
};

G_DEFINE_FINAL_TYPE (WayCorrectionForm, way_correction_form, GTK_TYPE_BOX)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- the parts --------------------------------------------------------------------------------- */

static GVariant *
read_target (gpointer widget)
{
  return g_variant_new ("(@ayq)", way_value_new_id (&((WayCorrectionForm *)widget)->contact),
                        WAY_CONTACT_NOTES);
}

static void
show_target (gpointer widget, GVariant *value)
{
}

static GVariant *
read_reason (gpointer widget)
{
  WayCorrectionForm *self = widget;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  return g_variant_new ("(s)", g_strstrip (text));
}

static void
show_reason (gpointer widget, GVariant *value)
{
  WayCorrectionForm *self = widget;
  g_autofree char *text = value != NULL ? way_value_dup_string (value, 0) : NULL;

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->reason), text);
}

static void
refuse (WayCorrectionForm *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

/* What it is about is kept from the first thing typed on. */
static void
touch (WayCorrectionForm *self)
{
  refuse (self, "");
  if (!way_field_is_dirty (self->fields[TARGET]))
    way_field_typed (self->fields[TARGET]);
}

static void
reason_cb (WayCorrectionForm *self)
{
  if (self->showing || self->live == NULL)
    return;
  touch (self);
  way_field_typed (self->fields[REASON]);
}

static void
text_typed_cb (WayCorrectionForm *self)
{
  if (!self->showing && self->live != NULL)
    touch (self);
}

/* -- begun and ended --------------------------------------------------------------------------- */

static void
show_about (WayCorrectionForm *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  const WayObject *contact = way_case_get_object (present, WAY_KIND_CONTACT, &self->contact);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *title = way_contact_title (contact, name);
  WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
  g_autofree char *day = way_date_text (on, way_desk_get_today (self->desk));
  g_autofree char *text = g_strdup_printf (
      _ ("%s, %s. This was written down more than a day ago, so it stays as it is and the "
         "correction stands under it."),
      title, day);

  gtk_label_set_text (self->about, text);
}

static void
make_fields (WayCorrectionForm *self)
{
  way_text_field_bind (self->text, self->desk, self->live, WAY_KIND_CORRECTION, &self->correction,
                       WAY_CORRECTION_TEXT);
  self->fields[TEXT] = way_text_field_get_field (self->text);
  self->fields[TARGET] = way_field_new (self->desk, self->live, WAY_KIND_CORRECTION,
                                        &self->correction, WAY_CORRECTION_TARGET, read_target,
                                        show_target, self);
  self->fields[REASON] = way_field_new (self->desk, self->live, WAY_KIND_CORRECTION,
                                        &self->correction, WAY_CORRECTION_REASON, read_reason,
                                        show_reason, self);
  g_signal_connect_object (self->fields[TEXT], "typed", G_CALLBACK (text_typed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
hold_fields (WayCorrectionForm *self, GPtrArray *drafts)
{
  static const guint16 groups[N_PARTS] = { WAY_CORRECTION_TARGET, WAY_CORRECTION_TEXT,
                                           WAY_CORRECTION_REASON };

  for (guint i = 0; i < N_PARTS; i++)
    {
      const WayDraft *found = NULL;

      for (guint d = 0; drafts != NULL && d < drafts->len && found == NULL; d++)
        {
          const WayDraft *draft = g_ptr_array_index (drafts, d);

          if (draft->held && draft->kind == WAY_KIND_CORRECTION && draft->group == groups[i]
              && way_id_equal (&draft->object, &self->correction))
            found = draft;
        }
      way_field_hold (self->fields[i], found);
    }
}

void
way_correction_form_begin (WayCorrectionForm *self,
                           WayDesk *desk,
                           WayLiveCase *live,
                           const WayId *contact,
                           const WayId *correction,
                           GPtrArray *drafts)
{
  way_correction_form_end (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->contact = *contact;
  self->correction = *correction;
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  refuse (self, "");
  show_about (self);
  way_saved_line_set_desk (self->saved, desk);
  make_fields (self);
  hold_fields (self, drafts);
  self->showing = FALSE;
}

void
way_correction_form_end (WayCorrectionForm *self)
{
  if (self->live == NULL)
    return;
  self->showing = TRUE;
  way_text_field_unbind (self->text);
  self->fields[TEXT] = NULL;
  for (guint i = 0; i < N_PARTS; i++)
    if (self->fields[i] != NULL)
      {
        way_field_close (self->fields[i]);
        g_clear_object (&self->fields[i]);
      }
  way_saved_line_set_desk (self->saved, NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  self->saving = FALSE;
  self->showing = FALSE;
}

static void
forget_fields (WayCorrectionForm *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    way_field_forget (self->fields[i]);
}

void
way_correction_form_throw_away (WayCorrectionForm *self)
{
  if (self->live == NULL)
    return;
  forget_fields (self);
  way_correction_form_end (self);
}

const WayId *
way_correction_form_get_correction (WayCorrectionForm *self)
{
  return self->live != NULL ? &self->correction : NULL;
}

const WayId *
way_correction_form_get_contact (WayCorrectionForm *self)
{
  return self->live != NULL ? &self->contact : NULL;
}

void
way_correction_form_focus (WayCorrectionForm *self)
{
  if (self->live != NULL)
    way_text_field_edit (self->text, NULL);
}

/* -- saving ------------------------------------------------------------------------------------ */

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayCorrectionForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);
  char hex[WAY_ID_HEX_SIZE];

  if (!self->saving || self->live == NULL)
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), TRUE);
  if (!ok)
    {
      refuse (self, error->message);
      return;
    }
  way_id_format (&self->contact, hex);
  forget_fields (self);
  way_correction_form_end (self);
  g_signal_emit (self, signals[SAVED], 0, hex, _ ("Correction saved on this laptop"));
}

void
way_correction_form_save (WayCorrectionForm *self)
{
  WayAct *act;

  if (self->live == NULL || self->saving)
    return;
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_create (act, WAY_KIND_CORRECTION, &self->correction);
  if (!way_field_add_to_act (self->fields[TEXT], act))
    {
      way_act_free (act);
      refuse (self, _ ("Write what is right first."));
      way_text_field_edit (self->text, NULL);
      return;
    }
  way_field_add_to_act (self->fields[TARGET], act);
  way_field_add_to_act (self->fields[REASON], act);
  self->saving = TRUE;
  way_blank_focus (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), FALSE);
  way_desk_commit (self->desk, act, committed_cb, g_object_ref (self));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_correction_form_dispose (GObject *object)
{
  if (WAY_CORRECTION_FORM (object)->text != NULL)
    way_correction_form_end (WAY_CORRECTION_FORM (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CORRECTION_FORM);
  G_OBJECT_CLASS (way_correction_form_parent_class)->dispose (object);
}

static void
way_correction_form_class_init (WayCorrectionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_correction_form_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (WAY_TYPE_TEXT_FIELD);
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-correction-form.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, about);
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, note);
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, text);
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, reason);
  gtk_widget_class_bind_template_child (widget_class, WayCorrectionForm, saved);
  gtk_widget_class_bind_template_callback (widget_class, reason_cb);
}

static void
way_correction_form_init (WayCorrectionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_entry (GTK_WIDGET (self->reason));
  way_typed_text_guard (GTK_EDITABLE (self->reason), WAY_LINE_MAX);
}
