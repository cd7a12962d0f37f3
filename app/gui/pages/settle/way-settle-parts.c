/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle-parts.h"

#include <adwaita.h>
#include <string.h>
#include "way-conflict.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-member-text.h"
#include "way-paragraph.h"
#include "way-person-text.h"
#include "way-value.h"
#include "way-voice-card.h"
#include "way-word-diff.h"

/* -- words ------------------------------------------------------------------------------------- */

char *
way_settle_title (const WayConflict *conflict)
{
  if (conflict->versions->len == 2)
    return g_strdup (_ ("Two versions to settle"));
  if (conflict->versions->len == 3)
    return g_strdup (_ ("Three versions to settle"));
  return g_strdup_printf (_ ("%u versions to settle"), conflict->versions->len);
}

static const WayConflictVersion *
get_version (const WayConflict *conflict, guint n)
{
  return g_ptr_array_index (conflict->versions, n);
}

char *
way_settle_author (const WayConflictVersion *version)
{
  return g_strdup (version->author[0] != '\0' ? version->author : _ ("A colleague"));
}

static char *
dup_short (const WayConflictVersion *version)
{
  char *name = way_settle_author (version);

  if (version->author[0] != '\0')
    name[strcspn (name, " ")] = '\0';
  return name;
}

char *
way_settle_explanation (const WayConflict *conflict, const char *name)
{
  g_autofree char *first = dup_short (get_version (conflict, 0));
  g_autofree char *second = dup_short (get_version (conflict, 1));

  if (conflict->shape == WAY_CONFLICT_UNKNOWN)
    return g_strdup (_ ("A newer Waymark wrote this. Update Waymark, and settle it then. All "
                        "versions are safe."));
  if (conflict->shape == WAY_CONFLICT_LIFE)
    return g_strdup_printf (_ ("%s removed this, and %s changed it. It is shown until somebody "
                               "settles it."),
                            first, second);
  if (conflict->shape == WAY_CONFLICT_WORDS)
    return g_strdup_printf (_ ("%s said different things to people who were apart. Nobody chooses "
                               "between a person’s own words. Keep all of them, or ask %s."),
                            name, name);
  if (conflict->versions->len > 2 || g_str_equal (first, second))
    return g_strdup (_ ("This was changed in several places at once. All versions are safe. The "
                        "parts that differ are underlined."));
  return g_strdup_printf (_ ("%s and %s both changed this while offline. Both versions are safe. "
                             "The parts that differ are underlined."),
                          first, second);
}

static char *
dup_ids_text (WayCase *present, GVariant *value)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autofree char *what = NULL;
      WayId id;

      if (!way_value_get_id (value, i, &id))
        continue;
      what = way_object_dup_string (way_case_get_object (present, WAY_KIND_GOAL, &id),
                                    WAY_GOAL_WHAT, 0);
      g_string_append_printf (text, "%s%u. %s", text->len > 0 ? "\n" : "", (guint)i + 1, what);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_members_text (const WayGroup *group, GVariant *value)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      g_autofree char *words = way_member_text_value (&group->members[i], child);

      if (words[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return g_string_free (text, FALSE);
}

char *
way_settle_value_text (WayCase *present, guint16 kind, guint16 group, GVariant *value)
{
  const WayGroup *known = way_schema_group (kind, group);
  g_autofree char *text = NULL;

  if (known == NULL || value == NULL)
    text = g_strdup ("");
  else if (known->shape == WAY_SHAPE_PROSE || known->shape == WAY_SHAPE_WORDS)
    text = way_value_dup_search_text (known, value);
  else if (known->shape == WAY_SHAPE_IDS)
    text = dup_ids_text (present, value);
  else
    text = dup_members_text (known, value);
  return text[0] != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("Nothing written"));
}

char *
way_settle_time (gint64 ms)
{
  g_autofree char *minute = way_clock_format_minute (ms);

  return way_time_text (strlen (minute) > 11 ? minute + 11 : "");
}

/* "On this laptop. Tuesday 14 October, 4:10pm" */
static char *
dup_when (WayDesk *desk, const WayConflictVersion *version)
{
  g_autofree char *day = way_date_text_with_day (way_clock_date_at (version->made_ms),
                                                 way_desk_get_today (desk));
  g_autofree char *time = way_settle_time (version->made_ms);
  g_autofree char *name = dup_short (version);

  if (version->here)
    return g_strdup_printf (_ ("On this laptop. %s, %s"), day, time);
  if (version->author[0] == '\0')
    return g_strdup_printf (_ ("On another laptop. %s, %s"), day, time);
  return g_strdup_printf (_ ("On %s’s laptop. %s, %s"), name, day, time);
}

/* -- what differs ------------------------------------------------------------------------------ */

static void
mark (PangoAttrList *marks, PangoAttribute *attribute, const WayWordRun *run)
{
  attribute->start_index = (guint)run->start;
  attribute->end_index = (guint)(run->start + run->length);
  pango_attr_list_insert (marks, attribute);
}

/* Underlined and tinted; read aloud with "changed" before it. */
static void
mark_changes (GtkLabel *label, const char *base, const char *text, GString *spoken)
{
  g_autoptr (PangoAttrList) marks = pango_attr_list_new ();
  g_autoptr (GArray) runs = way_word_diff (base, text);

  for (guint i = 0; i < runs->len; i++)
    {
      const WayWordRun *run = &g_array_index (runs, WayWordRun, i);

      if (run->change == WAY_WORDS_REMOVED)
        continue;
      if (run->change == WAY_WORDS_KEPT)
        {
          g_string_append_len (spoken, base + run->start, (gssize)run->length);
          continue;
        }
      mark (marks, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), run);
      mark (marks, pango_attr_background_new (0xf6f6, 0xd3d3, 0x2d2d), run);
      mark (marks, pango_attr_background_alpha_new (0x4000), run);
      g_string_append_printf (spoken, " %s ", _ ("changed:"));
      g_string_append_len (spoken, text + run->start, (gssize)run->length);
    }
  gtk_label_set_attributes (label, marks);
}

/* -- parts ------------------------------------------------------------------------------------- */

static void
add_key (GtkWidget *box, const char *key)
{
  GtkWidget *label = gtk_label_new (key);

  gtk_widget_add_css_class (label, "keycap");
  gtk_box_append (GTK_BOX (box), label);
}

GtkWidget *
way_settle_keys (const char *first, const char *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  add_key (box, first);
  add_key (box, second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static char *
dup_use_label (const WayConflict *conflict, guint n)
{
  g_autofree char *name = dup_short (get_version (conflict, n));
  guint n_same = 0;

  if (conflict->shape == WAY_CONFLICT_LIFE)
    return g_strdup (n == 0 ? _ ("Remove it") : _ ("Keep it"));
  for (guint i = 0; i < conflict->versions->len; i++)
    {
      g_autofree char *other = dup_short (get_version (conflict, i));

      n_same += g_str_equal (other, name);
    }
  if (n_same > 1 || get_version (conflict, n)->author[0] == '\0')
    return g_strdup_printf (_ ("Use version %u"), n + 1);
  return g_strdup_printf (_ ("Use %s’s version"), name);
}

static GtkWidget *
build_use (const WayConflict *conflict, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *label = dup_use_label (conflict, n);
  g_autofree char *key = g_strdup_printf ("%u", n + 1);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "settle.use");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", n + 1);
  gtk_box_append (GTK_BOX (box), button);
  if (n < 9)
    gtk_box_append (GTK_BOX (box), way_settle_keys (_ ("Alt"), key));
  return box;
}

static GtkWidget *
build_head (WayDesk *desk, const WayConflictVersion *version)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *author = way_settle_author (version);
  g_autofree char *when = dup_when (desk, version);
  GtkWidget *avatar = adw_avatar_new (36, author, version->author[0] != '\0');

  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (author, "heading"));
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (when, "caption"));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), texts);
  return box;
}

/* "Version 1 of 2, Ros Whitfield, on this laptop", then the text. */
static void
say_version (GtkWidget *card, WayDesk *desk, const WayConflict *conflict, guint n, const char *text)
{
  g_autofree char *author = way_settle_author (get_version (conflict, n));
  g_autofree char *when = dup_when (desk, get_version (conflict, n));
  g_autofree char *spoken = g_strdup_printf (_ ("Version %u of %u, %s. %s. %s"), n + 1,
                                             conflict->versions->len, author, when, text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
build_words_card (WayDesk *desk, WayCase *present, const WayConflict *conflict, guint n)
{
  const WayConflictVersion *version = get_version (conflict, n);
  GtkWidget *card = g_object_new (WAY_TYPE_VOICE_CARD, NULL);
  g_autoptr (GPtrArray) words = way_words_from_variant (version->value);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *title = g_strdup_printf (_ ("In %s’s words"), name);
  g_autofree char *when = dup_when (desk, version);
  g_autofree char *author = way_settle_author (version);
  g_autofree char *foot = g_strdup_printf (_ ("%s wrote this down. %s"), author, when);

  way_voice_card_set_title (WAY_VOICE_CARD (card), title);
  way_voice_card_set_words (WAY_VOICE_CARD (card), words, _ ("Nothing written"));
  way_voice_card_set_foot (WAY_VOICE_CARD (card), foot);
  return card;
}

static char *
dup_life_text (const WayConflict *conflict, guint n)
{
  const WayConflictVersion *version = get_version (conflict, n);
  g_autofree char *name = dup_short (version);
  g_autofree char *day = way_date_text (way_clock_date_at (version->made_ms), way_date_none);

  return n == 0 ? g_strdup_printf (_ ("%s removed this on %s"), name, day)
                : g_strdup_printf (_ ("%s changed this on %s"), name, day);
}

GtkWidget *
way_settle_card (WayDesk *desk, WayCase *present, const WayConflict *conflict, guint n)
{
  const WayConflictVersion *version = get_version (conflict, n);
  GtkWidget *card, *label;
  g_autofree char *text = NULL;
  g_autoptr (GString) spoken = g_string_new (NULL);

  if (conflict->shape == WAY_CONFLICT_WORDS)
    return build_words_card (desk, present, conflict, n);
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  text = conflict->shape == WAY_CONFLICT_LIFE
             ? dup_life_text (conflict, n)
             : way_settle_value_text (present, conflict->kind, conflict->group, version->value);
  label = way_paragraph_new (text, NULL);
  if (conflict->shape == WAY_CONFLICT_PROSE && conflict->base != NULL)
    {
      g_autofree char *base = way_value_dup_string (conflict->base->value, 0);

      mark_changes (GTK_LABEL (label), base, text, spoken);
    }
  else
    g_string_assign (spoken, text);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "settle-card");
  gtk_widget_set_vexpand (label, TRUE);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (card), build_head (desk, version));
  gtk_box_append (GTK_BOX (card), label);
  if (conflict->shape != WAY_CONFLICT_UNKNOWN)
    gtk_box_append (GTK_BOX (card), build_use (conflict, n));
  say_version (card, desk, conflict, n, spoken->str);
  return card;
}

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

GtkWidget *
way_settle_base (WayDesk *desk, WayCase *present, const WayConflict *conflict)
{
  GtkWidget *list = new_list (), *row = adw_expander_row_new (), *inside, *label;
  g_autofree char *author = way_settle_author (conflict->base);
  g_autofree char *when = dup_when (desk, conflict->base);
  g_autofree char *by = g_strdup_printf ("%s. %s", author, when);
  g_autofree char *text = way_settle_value_text (present, conflict->kind, conflict->group,
                                                 conflict->base->value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 conflict->versions->len > 2 ? _ ("The version all started from")
                                                             : _ ("The version both started from"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), by);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (row), "document-open-recent-symbolic");
  inside = gtk_list_box_row_new ();
  label = way_paragraph_new (text, "settle-base");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (inside), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (inside), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inside);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

GtkWidget *
way_settle_kept (WayCase *present, const WayConflict *conflict, WayPast *past)
{
  GtkWidget *list = new_list ();
  g_autoptr (GPtrArray) fields = way_conflict_list_kept (conflict, present, past);

  for (guint i = 0; i < fields->len; i++)
    {
      const WayConflictField *field = g_ptr_array_index (fields, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = way_conflict_field_title (conflict->kind, field->group);
      g_autofree char *text = way_settle_value_text (present, conflict->kind, field->group,
                                                     field->value);

      if (way_schema_group (conflict->kind, field->group)->members != NULL
          && way_schema_group (conflict->kind, field->group)->members[0].type
                 == WAY_MEMBER_INTERNAL)
        {
          g_object_ref_sink (row);
          g_object_unref (row);
          continue;
        }
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}
