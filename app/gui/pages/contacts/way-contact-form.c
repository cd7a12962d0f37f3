/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contact-form-private.h"

#include <string.h>
#include "way-agenda.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-spoken.h"
#include "way-typed-text.h"

#define NOW_STEP 5 /* minutes: nobody needs "2:03pm" */

G_DEFINE_FINAL_TYPE (WayContactForm, way_contact_form, GTK_TYPE_BOX)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  PROP_TOUCHED = 1,
} WayContactFormProperty;

static GParamSpec *properties[PROP_TOUCHED + 1];

/* -- what it is called ------------------------------------------------------------------------- */

static const struct
{
  const char *record, *change, *save, *saved;
} words[] = {
  [WAY_FORM_VISIT] = { N_ ("Record a visit"), N_ ("Change this visit"), N_ ("Save visit"),
                       N_ ("Visit saved on this laptop") },
  [WAY_FORM_CALL] = { N_ ("Record a call"), N_ ("Change this call"), N_ ("Save call"),
                      N_ ("Call saved on this laptop") },
  [WAY_FORM_MESSAGE] = { N_ ("Record a message"), N_ ("Change this message"), N_ ("Save message"),
                         N_ ("Message saved on this laptop") },
  [WAY_FORM_TRIED] = { N_ ("Record a try"), N_ ("Change this try"), N_ ("Save try"),
                       N_ ("Try saved on this laptop") },
};

void
way_contact_form_refuse (WayContactForm *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static void
show_names (WayContactForm *self)
{
  g_autofree char *name = way_case_dup_short_name (way_live_case_get_case (self->live));
  WayPronouns pronouns = way_case_get_pronouns (way_live_case_get_case (self->live));
  g_autofree char *seen = g_strdup_printf (_ ("%s was seen"), name);
  g_autofree char *said = g_strdup_printf (_ ("What %s said"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->seen_row), seen);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->alone_row),
                                 way_pronouns_seen_alone (pronouns));
  way_words_field_set_title (self->words, said);
}

static void
show_notes_title (WayContactForm *self)
{
  const char *adviser = way_desk_get_adviser_short (self->desk);
  g_autofree char *noticed = adviser[0] != '\0' ? g_strdup_printf (_ ("What %s noticed"), adviser)
                                                : g_strdup (_ ("What you noticed"));

  way_text_field_set_title (
      self->notes, self->sort == WAY_FORM_TRIED ? _ ("What did you try, and what next?") : noticed);
}

/* -- what it comes to -------------------------------------------------------------------------- */

/* -- which rows there are ---------------------------------------------------------------------- */

static void
show_rows (WayContactForm *self)
{
  gboolean visit = self->sort == WAY_FORM_VISIT;
  const char *title = self->fresh ? words[self->sort].record : words[self->sort].change;

  gtk_widget_set_visible (GTK_WIDGET (self->where), visit || self->sort == WAY_FORM_TRIED);
  gtk_widget_set_visible (GTK_WIDGET (self->how), self->sort == WAY_FORM_MESSAGE);
  gtk_widget_set_visible (GTK_WIDGET (self->seen_row), visit);
  gtk_widget_set_visible (GTK_WIDGET (self->alone_row), visit);
  gtk_widget_set_visible (GTK_WIDGET (self->present),
                          visit && !gtk_switch_get_active (self->alone));
  gtk_widget_set_visible (self->with_it, self->fresh);
  gtk_label_set_text (self->title, _ (title));
  gtk_button_set_label (self->save, _ (words[self->sort].save));
  show_notes_title (self);
  way_contact_form_show_due (self);
}

static GtkToggleButton *
button_of (WayContactForm *self, WayFormSort sort)
{
  GtkToggleButton *const buttons[] = { self->visit, self->call, self->message, self->tried };

  return buttons[sort];
}

void
way_contact_form_set_sort (WayContactForm *self, WayFormSort sort)
{
  gboolean showing = self->showing;

  self->sort = sort;
  self->showing = TRUE;
  gtk_toggle_button_set_active (button_of (self, sort), TRUE);
  self->showing = showing;
  show_rows (self);
}

/* -- what the person changes ------------------------------------------------------------------- */

static void
set_touched (WayContactForm *self, gboolean touched)
{
  if (self->touched == touched)
    return;
  self->touched = touched;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOUCHED]);
}

/* R2: from the first thing on, what nobody touched is kept too. */
static void
touch (WayContactForm *self)
{
  way_contact_form_refuse (self, "");
  if (self->touched)
    return;
  set_touched (self, TRUE);
  for (guint i = 0; self->fresh && i <= WAY_PART_SEEN_ALONE; i++)
    way_field_typed (self->fields[i]);
}

static void
typed (WayContactForm *self, WayPart part)
{
  if (self->showing || self->live == NULL)
    return;
  touch (self);
  way_field_typed (self->fields[part]);
}

static void
when_cb (WayContactForm *self)
{
  typed (self, WAY_PART_WHEN);
  way_contact_form_show_due (self);
}

static void
type_sort (WayContactForm *self)
{
  typed (self, WAY_PART_KIND);
  typed (self, WAY_PART_PLACE);
  typed (self, WAY_PART_SEEN);
  typed (self, WAY_PART_SEEN_ALONE);
}

static void
sort_cb (WayContactForm *self, GtkToggleButton *button)
{
  if (self->showing || self->live == NULL || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (button == button_of (self, i))
      self->sort = i;
  self->showing = TRUE;
  if (self->sort == WAY_FORM_VISIT)
    {
      gtk_switch_set_active (self->seen, TRUE);
      if (adw_combo_row_get_selected (self->where) == g_strv_length ((GStrv)way_form_places))
        adw_combo_row_set_selected (self->where, 0);
    }
  self->showing = FALSE;
  type_sort (self);
  show_rows (self);
}

static void
where_cb (WayContactForm *self)
{
  if (self->showing)
    return;
  typed (self, WAY_PART_KIND);
  typed (self, WAY_PART_PLACE);
  way_contact_form_show_due (self);
}

static void
how_cb (WayContactForm *self)
{
  typed (self, WAY_PART_KIND);
}

/* Who was not seen was tried. */
static void
seen_cb (WayContactForm *self)
{
  if (self->showing || self->live == NULL || gtk_switch_get_active (self->seen))
    return;
  way_contact_form_set_sort (self, WAY_FORM_TRIED);
  type_sort (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->tried));
}

static void
alone_cb (WayContactForm *self)
{
  typed (self, WAY_PART_SEEN_ALONE);
  if (self->live != NULL && !self->showing)
    show_rows (self);
}

static void
present_cb (WayContactForm *self)
{
  typed (self, WAY_PART_PRESENT);
}

static void
text_typed_cb (WayContactForm *self)
{
  if (!self->showing && self->live != NULL)
    touch (self);
}

/* "Friday 24 October at 2:00pm", or that nothing is booked. */
static void
show_booked (WayContactForm *self)
{
  WayDate on = way_date_row_get_date (self->book_when);
  g_autofree char *when = NULL;

  if (way_date_is_full (on))
    when = way_when_text (on, way_date_row_get_time (self->book_when),
                          way_desk_get_today (self->desk));
  adw_expander_row_set_subtitle (self->book, when != NULL ? when : _ ("Not booked yet"));
}

static void
book_when_cb (WayContactForm *self)
{
  typed (self, WAY_PART_BOOK_WHEN);
  typed (self, WAY_PART_BOOK_WHAT);
  if (self->live != NULL)
    show_booked (self);
}

static void
book_what_cb (WayContactForm *self)
{
  typed (self, WAY_PART_BOOK_WHAT);
}

static void
what_cb (WayContactForm *self)
{
  typed (self, WAY_PART_ACTION_WHAT);
  if (self->live != NULL)
    adw_expander_row_set_subtitle (self->action, gtk_editable_get_text (GTK_EDITABLE (self->what)));
}

static void
who_cb (WayContactForm *self)
{
  typed (self, WAY_PART_ACTION_WHO);
}

static void
by_cb (WayContactForm *self)
{
  typed (self, WAY_PART_ACTION_BY);
}

static void
section_cb (WayContactForm *self)
{
  typed (self, WAY_PART_ACTION_MATTER);
}

/* -- begun and ended --------------------------------------------------------------------------- */

static const WayDraft *
find_draft (WayContactForm *self, GPtrArray *drafts, WayPart part)
{
  const WayPartInfo *info = &way_contact_parts[part];

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->held && draft->kind == info->kind && draft->group == info->group
          && way_id_equal (&draft->object, &self->objects[info->object]))
        return draft;
    }
  return NULL;
}

/* The appointment and the action of a visit that was begun before are those it had then. */
static void
choose_objects (WayContactForm *self, const WayId *contact, GPtrArray *drafts)
{
  WayRandom *random = way_desk_get_random (self->desk);

  self->objects[0] = *contact;
  way_id_new (random, &self->objects[1]);
  way_id_new (random, &self->objects[2]);
  for (guint i = 0; self->fresh && drafts != NULL && i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->held && draft->kind == WAY_KIND_APPOINTMENT)
        self->objects[1] = draft->object;
      else if (draft->held && draft->kind == WAY_KIND_ACTION)
        self->objects[2] = draft->object;
    }
}

static void
make_fields (WayContactForm *self)
{
  g_autofree char *name = way_case_dup_short_name (way_live_case_get_case (self->live));

  way_words_field_bind (self->words, self->desk, self->live, WAY_KIND_CONTACT, &self->objects[0],
                        WAY_CONTACT_OWN_WORDS, name);
  way_text_field_bind (self->notes, self->desk, self->live, WAY_KIND_CONTACT, &self->objects[0],
                       WAY_CONTACT_NOTES);
  for (guint i = 0; i < WAY_N_PARTS; i++)
    {
      const WayPartInfo *info = &way_contact_parts[i];

      if (i == WAY_PART_OWN_WORDS)
        self->fields[i] = way_words_field_get_field (self->words);
      else if (i == WAY_PART_NOTES)
        self->fields[i] = way_text_field_get_field (self->notes);
      else
        self->fields[i] = way_field_new (self->desk, self->live, info->kind,
                                         &self->objects[info->object], info->group, info->read,
                                         info->show, self);
    }
  g_signal_connect_object (self->fields[WAY_PART_OWN_WORDS], "typed", G_CALLBACK (text_typed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fields[WAY_PART_NOTES], "typed", G_CALLBACK (text_typed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Half past nothing: now, or when it was booked for today. */
static void
show_now (WayContactForm *self)
{
  WayDate today = way_desk_get_today (self->desk);
  g_autofree char *minute = way_clock_format_minute (
      way_clock_now (way_desk_get_clock (self->desk)));
  char *at = minute + strlen (minute) - strlen ("HH:MM");
  g_autoptr (GPtrArray) appointments = way_case_list (way_live_case_get_case (self->live),
                                                      WAY_KIND_APPOINTMENT);
  guint past = (guint)(at[4] - '0') % NOW_STEP;

  at[4] = (char)(at[4] - (char)past);
  for (guint i = 0; i < appointments->len; i++)
    {
      const WayObject *appointment = g_ptr_array_index (appointments, i);
      g_autofree char *booked = way_object_dup_string (appointment, WAY_APPOINTMENT_WHEN, 1);

      if (way_date_compare (way_object_get_date (appointment, WAY_APPOINTMENT_WHEN, 0), today) == 0
          && way_appointment_is_visit (appointment) && booked[0] != '\0'
          && strcmp (booked, at) <= 0)
        memcpy (at, booked, strlen ("HH:MM"));
    }
  way_date_row_set_date (self->when, today);
  way_date_row_set_time (self->when, at);
}

/* As a form is when nothing was written in it. */
static void
show_nothing (WayContactForm *self)
{
  WayDate today = way_desk_get_today (self->desk);

  way_date_row_set_today (self->when, today);
  way_date_row_set_today (self->book_when, today);
  way_date_row_set_today (self->by, today);
  way_contact_form_fill_choices (self);
  show_now (self);
  adw_combo_row_set_selected (self->where, 0);
  adw_combo_row_set_selected (self->how, 0);
  adw_combo_row_set_selected (self->section, 0);
  gtk_switch_set_active (self->seen, TRUE);
  gtk_switch_set_active (self->alone, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->present), "");
  way_date_row_set_date (self->book_when, way_date_none);
  way_date_row_set_time (self->book_when, "");
  gtk_editable_set_text (GTK_EDITABLE (self->book_what), _ ("Home visit"));
  gtk_editable_set_text (GTK_EDITABLE (self->what), "");
  gtk_editable_set_text (GTK_EDITABLE (self->who), "");
  way_date_row_set_date (self->by, way_date_none);
  adw_expander_row_set_expanded (self->book, FALSE);
  adw_expander_row_set_expanded (self->action, FALSE);
  adw_expander_row_set_subtitle (self->action, "");
  way_contact_form_refuse (self, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->sort = WAY_FORM_VISIT;
}

static void
hold_fields (WayContactForm *self, GPtrArray *drafts)
{
  gboolean any = FALSE;

  for (guint i = 0; i < WAY_N_PARTS; i++)
    {
      const WayDraft *draft = find_draft (self, drafts, i);

      way_field_hold (self->fields[i], draft);
      any |= draft != NULL;
      if (draft != NULL && i >= WAY_PART_BOOK_WHEN)
        adw_expander_row_set_expanded (i <= WAY_PART_BOOK_WHAT ? self->book : self->action, TRUE);
    }
  set_touched (self, any);
}

void
way_contact_form_begin (
    WayContactForm *self, WayDesk *desk, WayLiveCase *live, const WayId *contact, GPtrArray *drafts)
{
  way_contact_form_end (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->fresh = way_case_get_object (way_live_case_get_case (self->live), WAY_KIND_CONTACT, contact)
                == NULL;
  self->showing = TRUE;
  choose_objects (self, contact, drafts);
  show_nothing (self);
  show_names (self);
  way_saved_line_set_desk (self->saved, desk);
  make_fields (self);
  hold_fields (self, drafts);
  way_contact_form_set_sort (self, self->sort);
  show_booked (self);
  self->showing = FALSE;
  way_contact_form_show_due (self);
}

static void
close_fields (WayContactForm *self)
{
  way_words_field_unbind (self->words);
  way_text_field_unbind (self->notes);
  self->fields[WAY_PART_OWN_WORDS] = self->fields[WAY_PART_NOTES] = NULL;
  for (guint i = 0; i < WAY_N_PARTS; i++)
    if (self->fields[i] != NULL)
      {
        way_field_close (self->fields[i]);
        g_clear_object (&self->fields[i]);
      }
}

void
way_contact_form_end (WayContactForm *self)
{
  if (self->live == NULL)
    return;
  self->showing = TRUE;
  close_fields (self);
  way_saved_line_set_desk (self->saved, NULL);
  g_clear_pointer (&self->kind_stood, g_free);
  g_clear_pointer (&self->place_stood, g_free);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  self->saving = FALSE;
  self->showing = FALSE;
  set_touched (self, FALSE);
}

static void
forget_fields (WayContactForm *self)
{
  for (guint i = 0; i < WAY_N_PARTS; i++)
    way_field_forget (self->fields[i]);
}

void
way_contact_form_throw_away (WayContactForm *self)
{
  if (self->live == NULL)
    return;
  forget_fields (self);
  way_contact_form_end (self);
}

void
way_contact_form_finish (WayContactForm *self)
{
  char hex[WAY_ID_HEX_SIZE];
  const char *sentence = words[self->sort].saved;

  way_id_format (&self->objects[0], hex);
  forget_fields (self);
  way_contact_form_end (self);
  g_signal_emit (self, signals[SAVED], 0, hex, _ (sentence));
}

const WayId *
way_contact_form_get_contact (WayContactForm *self)
{
  return self->live != NULL ? &self->objects[0] : NULL;
}

gboolean
way_contact_form_is_touched (WayContactForm *self)
{
  return self->touched;
}

void
way_contact_form_focus (WayContactForm *self)
{
  if (self->live == NULL)
    return;
  if (self->sort == WAY_FORM_TRIED)
    way_text_field_edit (self->notes, NULL);
  else
    way_words_field_edit (self->words, NULL);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_contact_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((WayContactFormProperty)id)
    {
    case PROP_TOUCHED:
      g_value_set_boolean (value, WAY_CONTACT_FORM (object)->touched);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_contact_form_dispose (GObject *object)
{
  if (WAY_CONTACT_FORM (object)->words != NULL)
    way_contact_form_end (WAY_CONTACT_FORM (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CONTACT_FORM);
  G_OBJECT_CLASS (way_contact_form_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WayContactForm, name)
#define CALLBACK(name) gtk_widget_class_bind_template_callback (widget_class, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  BIND (title);
  BIND (save);
  BIND (scroller);
  BIND (visit);
  BIND (call);
  BIND (message);
  BIND (tried);
  BIND (when);
  BIND (where);
  BIND (how);
  BIND (seen_row);
  BIND (alone_row);
  BIND (seen);
  BIND (alone);
  BIND (present);
  BIND (words);
  BIND (notes);
  BIND (due);
  BIND (with_it);
  BIND (book);
  BIND (action);
  BIND (book_when);
  BIND (book_what);
  BIND (what);
  BIND (who);
  BIND (by);
  BIND (section);
  BIND (note);
  BIND (saved);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  CALLBACK (when_cb);
  CALLBACK (sort_cb);
  CALLBACK (where_cb);
  CALLBACK (how_cb);
  CALLBACK (seen_cb);
  CALLBACK (alone_cb);
  CALLBACK (present_cb);
  CALLBACK (book_when_cb);
  CALLBACK (book_what_cb);
  CALLBACK (what_cb);
  CALLBACK (who_cb);
  CALLBACK (by_cb);
  CALLBACK (section_cb);
}

static void
way_contact_form_class_init (WayContactFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_contact_form_get_property;
  object_class->dispose = way_contact_form_dispose;
  properties[PROP_TOUCHED] = g_param_spec_boolean ("touched", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                       | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (WAY_TYPE_DATE_ROW);
  g_type_ensure (WAY_TYPE_WORDS_FIELD);
  g_type_ensure (WAY_TYPE_TEXT_FIELD);
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-contact-form.ui");
  bind_template (widget_class);
  bind_callbacks (widget_class);
}

static void
way_contact_form_init (WayContactForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_entry (GTK_WIDGET (self->present));
  way_typed_text_guard (GTK_EDITABLE (self->present), WAY_LINE_MAX);
  way_spoken_entry (GTK_WIDGET (self->book_what));
  way_typed_text_guard (GTK_EDITABLE (self->book_what), WAY_LINE_MAX);
  way_spoken_entry (GTK_WIDGET (self->what));
  way_typed_text_guard (GTK_EDITABLE (self->what), WAY_LINE_MAX);
  way_spoken_entry (GTK_WIDGET (self->who));
  way_typed_text_guard (GTK_EDITABLE (self->who), WAY_LINE_MAX);
}
