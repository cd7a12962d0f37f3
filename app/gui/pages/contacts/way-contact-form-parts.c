/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of the form: what each reads from the widgets and shows in them.
 */
#include "way-contact-form-private.h"

#include "way-contact.h"
#include "way-i18n.h"
#include "way-value.h"

#define CONTACT 0
#define BOOKED 1
#define ACTION 2

const char *const way_form_places[] = { "home",     "office",     "out",    "prison",
                                        "hospital", "other_home", "online", NULL };
const char *const way_form_messages[] = { "message", "text", "email", "letter", NULL };

/* -- choices ----------------------------------------------------------------------------------- */

static guint
index_in (const char *const *names, const char *name)
{
  int at = way_schema_name_index (names, name);

  return at < 0 ? 0 : (guint)at;
}

/* The last of the list stands for no place: a telephone call that nobody answered. */
static const char *
get_place (WayContactForm *self)
{
  guint at = adw_combo_row_get_selected (self->where);

  if (self->sort != WAY_FORM_VISIT && self->sort != WAY_FORM_TRIED)
    return "";
  return at + 1 < G_N_ELEMENTS (way_form_places) ? way_form_places[at] : "";
}

static void
fill_combo (AdwComboRow *row, GPtrArray *texts)
{
  g_autoptr (GtkStringList) list = NULL;

  g_ptr_array_add (texts, NULL);
  list = gtk_string_list_new ((const char *const *)texts->pdata);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

void
way_contact_form_fill_choices (WayContactForm *self)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new (), messages = g_ptr_array_new ();
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  GPtrArray *matters = way_desk_get_reference (self->desk)->matters;

  for (guint i = 0; way_form_places[i] != NULL; i++)
    g_ptr_array_add (places, (gpointer)way_contact_place_text (way_form_places[i]));
  g_ptr_array_add (places, (gpointer)_ ("Not in person"));
  g_ptr_array_add (messages, (gpointer)_ ("Message"));
  g_ptr_array_add (messages, (gpointer)_ ("Text"));
  g_ptr_array_add (messages, (gpointer)_ ("Email"));
  g_ptr_array_add (messages, (gpointer)_ ("Letter"));
  g_ptr_array_add (sections, (gpointer)_ ("Choose a section"));
  for (guint i = 0; i < matters->len; i++)
    g_ptr_array_add (sections, ((WayMatterInfo *)g_ptr_array_index (matters, i))->title);
  fill_combo (self->where, places);
  fill_combo (self->how, messages);
  fill_combo (self->section, sections);
}

/* -- the contact ------------------------------------------------------------------------------- */

static GVariant *
read_when_row (WayDateRow *row)
{
  char on[WAY_DATE_TEXT_SIZE];

  return g_variant_new ("(ss)", way_date_format (way_date_row_get_date (row), on),
                        way_date_row_get_time (row));
}

static void
show_when_row (WayDateRow *row, GVariant *value)
{
  g_autofree char *on = way_value_dup_string (value, 0);
  g_autofree char *at = way_value_dup_string (value, 1);
  WayDate date = way_date_none;

  way_date_parse (on, WAY_DATE_FULL, &date);
  way_date_row_set_date (row, date);
  way_date_row_set_time (row, at);
}

static GVariant *
read_when (gpointer widget)
{
  return read_when_row (((WayContactForm *)widget)->when);
}

static void
put_when (gpointer widget, GVariant *value)
{
  show_when_row (((WayContactForm *)widget)->when, value);
}

static WayFormSort
sort_of_kind (const char *kind)
{
  switch (way_contact_sort_of (kind))
    {
    case WAY_CONTACT_SORT_VISIT:
      return WAY_FORM_VISIT;
    case WAY_CONTACT_SORT_TRIED:
      return WAY_FORM_TRIED;
    case WAY_CONTACT_SORT_MESSAGE:
    default:
      return g_str_equal (kind, "phone") ? WAY_FORM_CALL : WAY_FORM_MESSAGE;
    }
}

static const char *
kind_of_visit (WayContactForm *self)
{
  const char *place = get_place (self);

  /* A meeting that was not at the office stays one while neither is changed. */
  if (self->kind_stood != NULL && sort_of_kind (self->kind_stood) == WAY_FORM_VISIT
      && g_strcmp0 (self->place_stood, place) == 0)
    return self->kind_stood;
  if (g_str_equal (place, "office"))
    return "office";
  return g_str_equal (place, "online") ? "video" : "visit";
}

static GVariant *
read_kind (gpointer widget)
{
  WayContactForm *self = widget;
  const char *kind = "attempt";

  if (self->sort == WAY_FORM_VISIT)
    kind = kind_of_visit (self);
  else if (self->sort == WAY_FORM_CALL)
    kind = "phone";
  else if (self->sort == WAY_FORM_MESSAGE)
    kind = way_form_messages[MIN (adw_combo_row_get_selected (self->how),
                                  G_N_ELEMENTS (way_form_messages) - 2)];
  return g_variant_new ("(s)", kind);
}

static void
put_kind (gpointer widget, GVariant *value)
{
  WayContactForm *self = widget;
  g_autofree char *kind = NULL;

  kind = way_value_dup_string (value, 0);
  way_contact_form_set_sort (self, sort_of_kind (kind));
  if (self->sort == WAY_FORM_MESSAGE)
    adw_combo_row_set_selected (self->how, index_in (way_form_messages, kind));
  g_free (self->kind_stood);
  self->kind_stood = g_steal_pointer (&kind);
}

static GVariant *
read_place (gpointer widget)
{
  return g_variant_new ("(s)", get_place (widget));
}

static void
put_place (gpointer widget, GVariant *value)
{
  WayContactForm *self = widget;
  g_autofree char *place = NULL;
  int at;

  place = way_value_dup_string (value, 0);
  at = way_schema_name_index (way_form_places, place);
  adw_combo_row_set_selected (self->where,
                              at >= 0 ? (guint)at : G_N_ELEMENTS (way_form_places) - 1);
  g_free (self->place_stood);
  self->place_stood = g_steal_pointer (&place);
}

/* Of a call or a message nobody asks whether they were seen. */
static GVariant *
read_seen (gpointer widget)
{
  WayContactForm *self = widget;
  guint8 seen = 0;

  if (self->sort == WAY_FORM_TRIED)
    seen = 1;
  else if (self->sort == WAY_FORM_VISIT)
    seen = gtk_switch_get_active (self->seen) ? 2 : 1;
  return g_variant_new ("(y)", seen);
}

static void
show_switch (GtkSwitch *widget, GVariant *value)
{
  guint8 yes = 0;

  g_variant_get (value, "(y)", &yes);
  gtk_switch_set_active (widget, yes != 1);
}

static void
put_seen (gpointer widget, GVariant *value)
{
  WayContactForm *self = widget;

  /* A try says "no" by being one; the switch is what it will be when it is made a visit again. */
  if (self->sort == WAY_FORM_VISIT)
    show_switch (self->seen, value);
}

static GVariant *
read_alone (gpointer widget)
{
  WayContactForm *self = widget;
  guint8 alone = gtk_switch_get_active (self->alone) ? 2 : 1;

  return g_variant_new ("(y)", self->sort == WAY_FORM_VISIT ? alone : 0);
}

static void
put_alone (gpointer widget, GVariant *value)
{
  show_switch (((WayContactForm *)widget)->alone, value);
}

/* -- lines of text ----------------------------------------------------------------------------- */

static GVariant *
read_line (AdwEntryRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  return g_variant_new ("(s)", g_strstrip (text));
}

static void
show_line (AdwEntryRow *row, GVariant *value)
{
  g_autofree char *text = way_value_dup_string (value, 0);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static GVariant *
read_present (gpointer widget)
{
  return read_line (((WayContactForm *)widget)->present);
}

static void
put_present (gpointer widget, GVariant *value)
{
  show_line (((WayContactForm *)widget)->present, value);
}

static GVariant *
read_book_what (gpointer widget)
{
  return read_line (((WayContactForm *)widget)->book_what);
}

static void
put_book_what (gpointer widget, GVariant *value)
{
  show_line (((WayContactForm *)widget)->book_what, value);
}

static GVariant *
read_who (gpointer widget)
{
  return read_line (((WayContactForm *)widget)->who);
}

static void
put_who (gpointer widget, GVariant *value)
{
  show_line (((WayContactForm *)widget)->who, value);
}

/* -- what is made with it ---------------------------------------------------------------------- */

static GVariant *
read_book_when (gpointer widget)
{
  return read_when_row (((WayContactForm *)widget)->book_when);
}

static void
put_book_when (gpointer widget, GVariant *value)
{
  show_when_row (((WayContactForm *)widget)->book_when, value);
}

static GVariant *
read_what (gpointer widget)
{
  g_autoptr (GVariant) line = g_variant_ref_sink (read_line (((WayContactForm *)widget)->what));
  g_autofree char *text = way_value_dup_string (line, 0);

  return g_variant_new ("(ss)", text, text[0] != '\0' ? "en" : "");
}

static void
put_what (gpointer widget, GVariant *value)
{
  show_line (((WayContactForm *)widget)->what, value);
}

static GVariant *
read_by (gpointer widget)
{
  char on[WAY_DATE_TEXT_SIZE];

  return g_variant_new (
      "(s)", way_date_format (way_date_row_get_date (((WayContactForm *)widget)->by), on));
}

static void
put_by (gpointer widget, GVariant *value)
{
  g_autofree char *on = way_value_dup_string (value, 0);

  g_object_set (((WayContactForm *)widget)->by, "date", on, NULL);
}

static GVariant *
read_matter (gpointer widget)
{
  WayContactForm *self = widget;
  GPtrArray *matters = way_desk_get_reference (self->desk)->matters;
  guint at = adw_combo_row_get_selected (self->section);
  WayId matter = way_id_nil;

  if (at > 0 && at <= matters->len)
    way_matter_object (way_live_case_get_id (self->live),
                       ((WayMatterInfo *)g_ptr_array_index (matters, at - 1))->key, &matter);
  return g_variant_new ("(@ay)", way_value_new_id (&matter));
}

static void
put_matter (gpointer widget, GVariant *value)
{
  WayContactForm *self = widget;
  WayReference *reference = way_desk_get_reference (self->desk);
  const WayMatterInfo *info;
  guint at = 0;
  WayId matter;

  if (!way_value_get_id (value, 0, &matter))
    return;
  info = way_reference_find_matter (reference, way_live_case_get_id (self->live), &matter);
  if (info != NULL && g_ptr_array_find (reference->matters, info, &at))
    at++;
  adw_combo_row_set_selected (self->section, at);
}

/* What the case or a draft says is not what the person typed; where neither says anything, the form
 * stays as it is. */
#define SHOW(name)                                                                                 \
  static void show_##name (gpointer widget, GVariant *value)                                       \
  {                                                                                                \
    WayContactForm *self = widget;                                                                 \
    gboolean showing = self->showing;                                                              \
                                                                                                   \
    if (value == NULL)                                                                             \
      return;                                                                                      \
    self->showing = TRUE;                                                                          \
    put_##name (widget, value);                                                                    \
    self->showing = showing;                                                                       \
  }

SHOW (when)
SHOW (kind)
SHOW (place)
SHOW (seen)
SHOW (alone)
SHOW (present)
SHOW (book_what)
SHOW (who)
SHOW (book_when)
SHOW (what)
SHOW (by)
SHOW (matter)

/* -- the table --------------------------------------------------------------------------------- */

const WayPartInfo way_contact_parts[WAY_N_PARTS] = {
  [WAY_PART_WHEN] = { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, CONTACT, read_when, show_when },
  [WAY_PART_KIND] = { WAY_KIND_CONTACT, WAY_CONTACT_KIND, CONTACT, read_kind, show_kind },
  [WAY_PART_PLACE] = { WAY_KIND_CONTACT, WAY_CONTACT_PLACE, CONTACT, read_place, show_place },
  [WAY_PART_SEEN] = { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, CONTACT, read_seen, show_seen },
  [WAY_PART_SEEN_ALONE] = { WAY_KIND_CONTACT, WAY_CONTACT_SEEN_ALONE, CONTACT, read_alone,
                            show_alone },
  [WAY_PART_PRESENT] = { WAY_KIND_CONTACT, WAY_CONTACT_PRESENT, CONTACT, read_present,
                         show_present },
  [WAY_PART_OWN_WORDS] = { WAY_KIND_CONTACT, WAY_CONTACT_OWN_WORDS, CONTACT, NULL, NULL },
  [WAY_PART_NOTES] = { WAY_KIND_CONTACT, WAY_CONTACT_NOTES, CONTACT, NULL, NULL },
  [WAY_PART_BOOK_WHEN] = { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHEN, BOOKED, read_book_when,
                           show_book_when },
  [WAY_PART_BOOK_WHAT] = { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHAT, BOOKED, read_book_what,
                           show_book_what },
  [WAY_PART_ACTION_WHAT] = { WAY_KIND_ACTION, WAY_ACTION_WHAT, ACTION, read_what, show_what },
  [WAY_PART_ACTION_WHO] = { WAY_KIND_ACTION, WAY_ACTION_WHO, ACTION, read_who, show_who },
  [WAY_PART_ACTION_BY] = { WAY_KIND_ACTION, WAY_ACTION_BY, ACTION, read_by, show_by },
  [WAY_PART_ACTION_MATTER] = { WAY_KIND_ACTION, WAY_ACTION_MATTER, ACTION, read_matter,
                               show_matter },
};

gboolean
way_contact_form_uses (WayContactForm *self, WayPart part)
{
  gboolean visit = self->sort == WAY_FORM_VISIT;

  switch (part)
    {
    case WAY_PART_PLACE:
    case WAY_PART_SEEN:
      return visit || self->sort == WAY_FORM_TRIED || !self->fresh;
    case WAY_PART_SEEN_ALONE:
      return visit || !self->fresh;
    case WAY_PART_PRESENT:
      return visit && !gtk_switch_get_active (self->alone);
    case WAY_PART_BOOK_WHEN:
    case WAY_PART_BOOK_WHAT:
      return self->fresh && way_date_is_full (way_date_row_get_date (self->book_when));
    case WAY_PART_ACTION_WHAT:
    case WAY_PART_ACTION_WHO:
    case WAY_PART_ACTION_BY:
    case WAY_PART_ACTION_MATTER:
      {
        g_autoptr (GVariant) what = g_variant_ref_sink (read_line (self->what));
        g_autofree char *text = way_value_dup_string (what, 0);

        return self->fresh && text[0] != '\0';
      }
    case WAY_PART_WHEN:
    case WAY_PART_KIND:
    case WAY_PART_OWN_WORDS:
    case WAY_PART_NOTES:
    case WAY_N_PARTS:
    default:
      return TRUE;
    }
}
