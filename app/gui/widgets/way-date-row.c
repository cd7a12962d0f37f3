/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date-row.h"

#include <string.h>
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-time-typed.h"

struct _WayDateRow
{
  AdwPreferencesRow parent;

  GtkEntry *day, *hour; /* template children */
  GtkMenuButton *choose;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkLabel *note;

  WayDate today, date;
  char at[WAY_TIME_TEXT_SIZE];
  WayDateSense sense;
  gboolean with_time, required, partial, showing;
};

G_DEFINE_FINAL_TYPE (WayDateRow, way_date_row, ADW_TYPE_PREFERENCES_ROW)

typedef enum
{
  PROP_DATE = 1,
  PROP_TIME,
  PROP_WITH_TIME,
  PROP_SENSE,
  PROP_REQUIRED,
  PROP_PARTIAL,
} WayDateRowProperty;

static GParamSpec *properties[PROP_PARTIAL + 1];

enum
{
  TYPED,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- what is shown ----------------------------------------------------------------------------- */

static void
show_text (WayDateRow *self, GtkEntry *entry, const char *text)
{
  self->showing = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  self->showing = FALSE;
}

/* Words that can be read back as they stand. */
static char *
dup_day_text (WayDateRow *self)
{
  if (way_date_is_none (self->date))
    return g_strdup ("");
  if (way_date_compare (self->date, self->today) == 0)
    return g_strdup (_ ("Today"));
  if (!way_date_is_full (self->date))
    return way_date_text (self->date, self->today);
  return way_date_text_with_day (self->date, self->today);
}

static void
show_day (WayDateRow *self)
{
  g_autofree char *text = dup_day_text (self);

  show_text (self, self->day, text);
}

static void
show_hour (WayDateRow *self)
{
  g_autofree char *text = way_time_text (self->at);

  show_text (self, self->hour, text);
}

void
way_date_row_refuse (WayDateRow *self, const char *sentence)
{
  gboolean wrong = sentence[0] != '\0';

  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), wrong);
}

static void
mark (GtkEntry *entry, gboolean wrong)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static gboolean
is_empty (GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

/* -- what is read ------------------------------------------------------------------------------ */

static void
take_date (WayDateRow *self, WayDate date)
{
  if (memcmp (&self->date, &date, sizeof date) == 0)
    return;
  self->date = date;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
take_time (WayDateRow *self, const char *at)
{
  if (g_str_equal (self->at, at))
    return;
  g_strlcpy (self->at, at, sizeof self->at);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
}

/* What the row wrote itself is not read again: "9 November" without a year means another one where
 * the day has passed. */
static gboolean
is_as_shown (WayDateRow *self)
{
  g_autofree char *shown = dup_day_text (self);

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->day)), shown);
}

static gboolean
read_day (WayDateRow *self, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day));
  WayDate date = way_date_none;
  gboolean ok;

  if (is_as_shown (self))
    return TRUE;
  ok = is_empty (self->day)
       || (self->partial
               ? way_date_read_typed_partial (text, self->today, self->sense, &date, error)
               : way_date_read_typed (text, self->today, self->sense, &date, error));
  take_date (self, date);
  return ok;
}

static gboolean
read_hour (WayDateRow *self, GError **error)
{
  char at[WAY_TIME_TEXT_SIZE] = "";
  gboolean ok = is_empty (self->hour)
                || way_time_read_typed (gtk_editable_get_text (GTK_EDITABLE (self->hour)), at,
                                        error);

  take_time (self, at);
  return ok;
}

static void
day_typed_cb (WayDateRow *self)
{
  if (self->showing)
    return;
  mark (self->day, FALSE);
  way_date_row_refuse (self, "");
  read_day (self, NULL);
  g_signal_emit (self, signals[TYPED], 0);
}

static void
hour_typed_cb (WayDateRow *self)
{
  if (self->showing)
    return;
  mark (self->hour, FALSE);
  way_date_row_refuse (self, "");
  read_hour (self, NULL);
  g_signal_emit (self, signals[TYPED], 0);
}

/* Reads both; the first that cannot be read is told of.  (nullable): the entry that is wrong. */
static GtkEntry *
read_both (WayDateRow *self, gboolean missing_too)
{
  g_autoptr (GError) day_error = NULL, hour_error = NULL;
  gboolean day = read_day (self, &day_error), hour = read_hour (self, &hour_error);
  gboolean missing = missing_too && self->required && day && way_date_is_none (self->date);

  if (day)
    show_day (self);
  if (hour)
    show_hour (self);
  mark (self->day, !day || missing);
  mark (self->hour, !hour);
  if (missing)
    way_date_row_refuse (self, _ ("Write a day such as today, 24 October or next Friday."));
  else if (!day || !hour)
    way_date_row_refuse (self, day_error != NULL ? day_error->message : hour_error->message);
  if (!day || missing)
    return self->day;
  return hour ? NULL : self->hour;
}

static void
read_cb (WayDateRow *self)
{
  read_both (self, FALSE);
}

static void
entered_cb (WayDateRow *self)
{
  if (read_both (self, FALSE) == NULL)
    g_signal_emit (self, signals[ENTERED], 0);
}

gboolean
way_date_row_is_wrong (WayDateRow *self)
{
  return (way_date_is_none (self->date) && !is_empty (self->day))
         || (self->at[0] == '\0' && !is_empty (self->hour));
}

gboolean
way_date_row_check (WayDateRow *self)
{
  GtkEntry *wrong = read_both (self, TRUE);

  if (wrong != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wrong));
  return wrong == NULL;
}

/* -- the calendar ------------------------------------------------------------------------------ */

static void
opened_cb (WayDateRow *self)
{
  WayDate date = way_date_is_none (self->date) ? self->today : self->date;
  g_autoptr (GDateTime) day = g_date_time_new_utc (date.year, MAX (date.month, 1),
                                                   MAX (date.day, 1), 0, 0, 0);

  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->showing = FALSE;
}

static void
chosen_cb (WayDateRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  WayDate date;

  if (self->showing)
    return;
  day = gtk_calendar_get_date (self->calendar);
  date = (WayDate){ (guint16)g_date_time_get_year (day), (guint8)g_date_time_get_month (day),
                    (guint8)g_date_time_get_day_of_month (day) };
  way_date_row_set_date (self, date);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[TYPED], 0);
}

/* -- from outside ------------------------------------------------------------------------------ */

void
way_date_row_set_today (WayDateRow *self, WayDate today)
{
  self->today = today;
}

WayDate
way_date_row_get_date (WayDateRow *self)
{
  return self->date;
}

void
way_date_row_set_date (WayDateRow *self, WayDate date)
{
  mark (self->day, FALSE);
  way_date_row_refuse (self, "");
  take_date (self, date);
  show_day (self);
}

const char *
way_date_row_get_time (WayDateRow *self)
{
  return self->at;
}

void
way_date_row_set_time (WayDateRow *self, const char *at)
{
  mark (self->hour, FALSE);
  way_date_row_refuse (self, "");
  take_time (self, at != NULL && way_time_of_day_is_valid (at) ? at : "");
  show_hour (self);
}

void
way_date_row_edit (WayDateRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->day));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
name_entries (WayDateRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *day = g_strdup_printf (_ ("%s, day"), title);
  g_autofree char *hour = g_strdup_printf (_ ("%s, time"), title);
  g_autofree char *calendar = g_strdup_printf (_ ("%s, choose a day in the calendar"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->with_time ? day : title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hour), GTK_ACCESSIBLE_PROPERTY_LABEL, hour,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  calendar, -1);
}

static void
set_with_time (WayDateRow *self, gboolean with_time)
{
  self->with_time = with_time;
  gtk_widget_set_visible (GTK_WIDGET (self->hour), with_time);
  name_entries (self);
}

static void
way_date_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayDateRow *self = WAY_DATE_ROW (object);
  char text[WAY_DATE_TEXT_SIZE];

  switch ((WayDateRowProperty)id)
    {
    case PROP_DATE:
      g_value_set_string (value, way_date_format (self->date, text));
      break;
    case PROP_TIME:
      g_value_set_string (value, self->at);
      break;
    case PROP_WITH_TIME:
      g_value_set_boolean (value, self->with_time);
      break;
    case PROP_SENSE:
      g_value_set_int (value, (int)self->sense);
      break;
    case PROP_REQUIRED:
      g_value_set_boolean (value, self->required);
      break;
    case PROP_PARTIAL:
      g_value_set_boolean (value, self->partial);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_date_text (WayDateRow *self, const char *text)
{
  WayDate date = way_date_none;

  if (text != NULL)
    way_date_parse (text, self->partial ? WAY_DATE_PARTIAL : WAY_DATE_FULL, &date);
  way_date_row_set_date (self, date);
}

static void
way_date_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayDateRow *self = WAY_DATE_ROW (object);

  switch ((WayDateRowProperty)id)
    {
    case PROP_DATE:
      set_date_text (self, g_value_get_string (value));
      break;
    case PROP_TIME:
      way_date_row_set_time (self, g_value_get_string (value));
      break;
    case PROP_WITH_TIME:
      set_with_time (self, g_value_get_boolean (value));
      break;
    case PROP_SENSE:
      self->sense = (WayDateSense)g_value_get_int (value);
      break;
    case PROP_REQUIRED:
      self->required = g_value_get_boolean (value);
      break;
    case PROP_PARTIAL:
      self->partial = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DATE_ROW);
  G_OBJECT_CLASS (way_date_row_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, "", flags);
  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, "", flags);
  properties[PROP_WITH_TIME] = g_param_spec_boolean ("with-time", NULL, NULL, FALSE, flags);
  properties[PROP_SENSE] = g_param_spec_int ("sense", NULL, NULL, WAY_DATE_SENSE_FUTURE,
                                             WAY_DATE_SENSE_PAST, WAY_DATE_SENSE_FUTURE, flags);
  properties[PROP_REQUIRED] = g_param_spec_boolean ("required", NULL, NULL, FALSE, flags);
  properties[PROP_PARTIAL] = g_param_spec_boolean ("partial", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
way_date_row_class_init (WayDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_date_row_get_property;
  object_class->set_property = way_date_row_set_property;
  object_class->dispose = way_date_row_dispose;
  install_properties (object_class);
  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, day);
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, hour);
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, choose);
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, popover);
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, WayDateRow, note);
  gtk_widget_class_bind_template_callback (widget_class, day_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hour_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
way_date_row_init (WayDateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "date-row");
  g_signal_connect (self, "notify::title", G_CALLBACK (name_entries), NULL);
  name_entries (self);
}

GtkWidget *
way_date_row_new (const char *title)
{
  return g_object_new (WAY_TYPE_DATE_ROW, "title", title, NULL);
}
