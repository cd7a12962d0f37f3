/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a key press to an operation: the invariants of way-field.h on a real vault.
 */
#include "way-test-gui.h"

#include <string.h>
#include "way-fault.h"
#include "way-field.h"
#include "way-plan.h"
#include "way-saved-line.h"
#include "way-text-field.h"
#include "way-value.h"
#include "way-words-field.h"
#include "way-writing-view.h"

/* -- a field whose widget is a string ---------------------------------------------------------- */

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  WayId object;
  WayField *field;
  char *text;    /* what stands in the widget */
  guint n_shown; /* how often the program changed it */
} Bench;

static GVariant *
read_text (gpointer widget)
{
  Bench *bench = widget;

  return g_variant_new ("(ss)", bench->text, bench->text[0] != '\0' ? "en" : "");
}

static void
show_text (gpointer widget, GVariant *value)
{
  Bench *bench = widget;
  char *text = value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");

  if (!g_str_equal (text, bench->text))
    bench->n_shown++;
  g_free (bench->text);
  bench->text = text;
}

static void
bench_begin (Bench *self)
{
  *self = (Bench){ .text = g_strdup ("") };
  way_test_gui_init (&self->gui, FALSE);
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  way_matter_object (&self->gui.kez, "S1_05", &self->object);
  self->field = way_field_new (self->gui.desk, self->live, WAY_KIND_MATTER, &self->object,
                               WAY_MATTER_GOING_WELL, read_text, show_text, self);
}

static void
bench_end (Bench *self)
{
  way_field_close (self->field);
  g_clear_object (&self->field);
  way_test_gui_rest (50);
  g_clear_object (&self->live);
  way_test_gui_clear (&self->gui);
  g_free (self->text);
}

static void
type (Bench *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
  way_field_typed (self->field);
}

static gboolean
is_saving (Bench *self)
{
  gboolean saving;

  g_object_get (self->gui.desk, "saving", &saving, NULL);
  return saving;
}

static char *
dup_property (Bench *self, const char *name)
{
  char *text;

  g_object_get (self->gui.desk, name, &text, NULL);
  return text;
}

static guint
count_drafts (Bench *self)
{
  g_autoptr (GPtrArray) drafts = way_test_vault_list_drafts (&self->gui.vault, NULL);

  return drafts->len;
}

/* What the vault holds of the field, versions joined by a bar. */
static char *
dup_stored (Bench *self)
{
  g_autoptr (WayCase) found = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  const WayObject *object = way_case_get_object (found, WAY_KIND_MATTER, &self->object);
  g_autoptr (GPtrArray) ops = NULL;
  GString *text = g_string_new (NULL);

  if (object == NULL)
    return g_string_free (text, FALSE);
  ops = way_object_list_ops (object, WAY_MATTER_GOING_WELL);
  for (guint i = 0; i < ops->len; i++)
    {
      const WayOperation *op = g_ptr_array_index (ops, i);
      g_autoptr (GVariant) value = way_value_from_bytes (op->value, G_VARIANT_TYPE ("(ss)"));
      g_autofree char *one = way_value_dup_string (value, 0);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", one);
    }
  return g_string_free (text, FALSE);
}

static void
assert_stored (Bench *self, const char *expected)
{
  g_autofree char *stored = dup_stored (self);

  g_assert_cmpstr (stored, ==, expected);
}

/* As another laptop's words come in: on what was there before anything was typed. */
static void
write_elsewhere (Bench *self, const char *text, gboolean on_nothing)
{
  WayAct *act = way_act_new (&self->gui.kez, 0);
  g_autoptr (WayCase) found = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  WayChange *change;

  if (way_case_get_object (found, WAY_KIND_MATTER, &self->object) == NULL)
    way_act_create (act, WAY_KIND_MATTER, &self->object);
  change = way_act_set (act, WAY_KIND_MATTER, &self->object, WAY_MATTER_GOING_WELL,
                        way_test_prose (text));
  if (on_nothing)
    change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, act);
  way_live_case_reload (self->live);
  way_test_gui_rest (100);
}

/* -- tests ------------------------------------------------------------------------------------- */

static void
test_saved_after_a_pause (void)
{
  Bench bench;
  g_autofree char *before = NULL, *after = NULL;
  gint64 began;

  bench_begin (&bench);
  before = dup_property (&bench, "saved");
  g_assert_cmpstr (before, ==, "");
  type (&bench, "She keeps her room how she likes it.");
  began = g_get_monotonic_time ();
  way_test_until (count_drafts (&bench) == 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  way_test_until (!is_saving (&bench));
  after = dup_property (&bench, "saved");
  g_assert_true (g_str_has_prefix (after, "Saved on this laptop, "));
  assert_stored (&bench, "");

  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "She keeps her room how she likes it.");
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  g_assert_cmpuint (bench.n_shown, ==, 0);
  bench_end (&bench);
}

/* Somebody who never pauses is not left without a draft. */
static void
test_saved_without_a_pause (void)
{
  Bench bench;
  gint64 began = g_get_monotonic_time ();
  guint n = 0;

  bench_begin (&bench);
  while (count_drafts (&bench) == 0)
    {
      g_autofree char *text = g_strnfill (++n, 'a');

      type (&bench, text);
      way_test_gui_rest (100);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 8 * G_USEC_PER_SEC);
    }
  bench_end (&bench);
}

static void
test_nothing_changed_writes_nothing (void)
{
  Bench bench;

  bench_begin (&bench);
  type (&bench, "One");
  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  type (&bench, "One and");
  way_test_until (count_drafts (&bench) == 1);
  type (&bench, "One");
  way_field_leave (bench.field);
  way_test_until (count_drafts (&bench) == 0);
  assert_stored (&bench, "One");
  g_assert_false (way_field_is_dirty (bench.field));
  bench_end (&bench);
}

/* F1, F2 */
static void
test_another_laptop_writes_meanwhile (void)
{
  Bench bench;

  bench_begin (&bench);
  type (&bench, "Ours");
  write_elsewhere (&bench, "Theirs", TRUE);
  g_assert_cmpstr (bench.text, ==, "Ours");
  g_assert_cmpuint (bench.n_shown, ==, 0);
  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  {
    g_autofree char *stored = dup_stored (&bench);

    g_assert_nonnull (strstr (stored, "Ours"));
    g_assert_nonnull (strstr (stored, "Theirs"));
  }
  bench_end (&bench);
}

static void
test_what_comes_is_shown_when_nobody_types (void)
{
  Bench bench;

  bench_begin (&bench);
  write_elsewhere (&bench, "Theirs", FALSE);
  way_test_until (g_str_equal (bench.text, "Theirs"));
  bench_end (&bench);
}

/* What is typed while the operation is on its way stands on that operation. */
static void
test_typing_on_while_it_is_saved (void)
{
  Bench bench;

  bench_begin (&bench);
  type (&bench, "First");
  way_field_leave (bench.field);
  type (&bench, "First and second");
  way_field_leave (bench.field);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  assert_stored (&bench, "First and second");
  bench_end (&bench);
}

static void
test_a_widget_that_goes_away (void)
{
  Bench bench;

  bench_begin (&bench);
  type (&bench, "First");
  way_field_leave (bench.field);
  type (&bench, "First and last");
  way_field_close (bench.field);
  way_test_gui_rest (50);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "First and last");
  bench_end (&bench);
}

typedef struct
{
  gboolean done, ok;
} Flushed;

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flushed *flushed = data;

  flushed->ok = way_desk_flush_finish (WAY_DESK (source), result, NULL);
  flushed->done = TRUE;
}

static void
test_a_flush_leaves_nothing_on_the_screen_only (void)
{
  Bench bench;
  Flushed flushed = { FALSE };

  bench_begin (&bench);
  type (&bench, "First");
  way_field_leave (bench.field);
  type (&bench, "Second");
  way_desk_flush (bench.gui.desk, flushed_cb, &flushed);
  way_test_until (flushed.done);
  g_assert_true (flushed.ok);
  assert_stored (&bench, "Second");
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

/* From the first key press on, not only once the pause is over. */
static void
test_not_called_saved_while_typing (void)
{
  Bench bench;

  bench_begin (&bench);
  type (&bench, "First");
  way_test_until (count_drafts (&bench) == 1 && !is_saving (&bench));
  type (&bench, "First and more");
  g_assert_true (is_saving (&bench));
  way_test_until (!is_saving (&bench));
  type (&bench, "First");
  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "First");
  bench_end (&bench);
}

static char *
wait_for_trouble (Bench *self)
{
  char *trouble = dup_property (self, "trouble");

  while (trouble[0] == '\0')
    {
      g_free (trouble);
      way_test_gui_turn ();
      trouble = dup_property (self, "trouble");
    }
  return trouble;
}

static int
width_of (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* The words are there to be read aloud, and no other words need another place. */
static void
test_the_line_that_says_so_keeps_its_place (void)
{
  Bench bench;
  GtkWidget *line = g_object_ref_sink (g_object_new (WAY_TYPE_SAVED_LINE, NULL));
  GtkWidget *words;
  g_autofree char *saved = NULL;
  int width;

  bench_begin (&bench);
  way_saved_line_set_desk (WAY_SAVED_LINE (line), bench.gui.desk);
  words = gtk_widget_get_last_child (gtk_widget_get_last_child (line));
  g_assert_cmpint (width_of (line), ==, 0);
  way_desk_begin_saving (bench.gui.desk);
  width = width_of (line);
  g_assert_cmpint (width, >, 0);
  gtk_test_accessible_assert_role (words, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_property (words, GTK_ACCESSIBLE_PROPERTY_LABEL, "Saving…");
  way_desk_end_saving (bench.gui.desk, NULL);
  saved = dup_property (&bench, "saved");
  gtk_test_accessible_assert_property (words, GTK_ACCESSIBLE_PROPERTY_LABEL, saved);
  g_assert_cmpint (width_of (line), ==, width);
  way_saved_line_set_desk (WAY_SAVED_LINE (line), NULL);
  g_object_unref (line);
  bench_end (&bench);
}

static void
test_one_saved_beside_one_that_is_not (void)
{
  Bench bench;
  Bench other = { .text = g_strdup ("") };
  g_autofree char *much = g_strnfill (WAY_TEXT_MAX + 1, 'a');
  g_autofree char *trouble = NULL, *later = NULL;

  bench_begin (&bench);
  other.field = way_field_new (bench.gui.desk, bench.live, WAY_KIND_MATTER, &bench.object,
                               WAY_MATTER_CONTINGENCY, read_text, show_text, &other);
  type (&bench, much);
  trouble = wait_for_trouble (&bench);
  type (&other, "If the boiler breaks, ring Bev.");
  way_field_leave (other.field);
  way_test_until (!way_field_is_dirty (other.field));
  way_test_gui_rest (100);
  later = dup_property (&bench, "trouble");
  g_assert_cmpstr (later, ==, trouble);
  g_assert_true (is_saving (&bench));
  type (&bench, "Shorter");
  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "Shorter");
  way_field_close (other.field);
  g_object_unref (other.field);
  g_free (other.text);
  bench_end (&bench);
}

/* F3: what one field cannot hold is said, stays, and is saved once it fits. */
static void
test_what_is_refused_stays (void)
{
  Bench bench;
  g_autofree char *much = g_strnfill (WAY_TEXT_MAX + 1, 'a');
  g_autofree char *trouble = NULL, *later = NULL;

  bench_begin (&bench);
  type (&bench, much);
  way_field_leave (bench.field);
  trouble = wait_for_trouble (&bench);
  g_assert_true (way_field_is_dirty (bench.field));
  type (&bench, "Shorter");
  way_field_leave (bench.field);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  later = dup_property (&bench, "trouble");
  g_assert_cmpstr (later, ==, "");
  assert_stored (&bench, "Shorter");
  bench_end (&bench);
}

static void
test_undo_puts_back_what_stood (void)
{
  Bench bench;
  gboolean can;

  bench_begin (&bench);
  type (&bench, "First");
  way_field_leave (bench.field);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  type (&bench, "Second");
  way_field_leave (bench.field);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  way_desk_undo (bench.gui.desk);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  way_test_until (g_str_equal (bench.text, "First"));
  assert_stored (&bench, "First");
  way_desk_undo (bench.gui.desk);
  way_test_until (g_str_equal (bench.text, ""));
  g_object_get (bench.gui.desk, "can-undo", &can, NULL);
  g_assert_false (can);
  bench_end (&bench);
}

static gboolean
can_undo (Bench *self)
{
  gboolean can;

  g_object_get (self->gui.desk, "can-undo", &can, NULL);
  return can;
}

static gboolean
fail_commit (const char *point, gpointer data, GError **error)
{
  return !g_str_equal (point, "txn-commit")
         || way_fail (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "The disk is full.");
}

static void
test_undo_that_fails_can_be_tried_again (void)
{
  Bench bench;
  g_autofree char *trouble = NULL;

  bench_begin (&bench);
  type (&bench, "First");
  way_field_leave (bench.field);
  way_test_until (!way_field_is_dirty (bench.field) && !is_saving (&bench));
  way_fault_set_hook (fail_commit, NULL);
  way_desk_undo (bench.gui.desk);
  trouble = wait_for_trouble (&bench);
  way_test_until (can_undo (&bench));
  way_fault_set_hook (NULL, NULL);
  assert_stored (&bench, "First");
  way_desk_undo (bench.gui.desk);
  way_test_until (g_str_equal (bench.text, ""));
  bench_end (&bench);
}

/* -- in the real widgets ----------------------------------------------------------------------- */

static WayWritingView *
find_view (GtkWidget *widget)
{
  if (WAY_IS_WRITING_VIEW (widget))
    return WAY_WRITING_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WayWritingView *found = find_view (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* One key press, as the text view takes it; @typed keeps what ought to stand there. */
static void
press (GtkTextBuffer *buffer, WayRandom *random, GString *typed)
{
  static const char *const keys[] = { "a", "e", " ", "đ", "ሰ", "س", "\n", "é", "k", "👍" };
  GtkTextIter at;

  gtk_text_buffer_get_end_iter (buffer, &at);
  gtk_text_buffer_place_cursor (buffer, &at);
  if (typed->len > 0 && way_random_below (random, 5) == 0)
    {
      gtk_text_buffer_backspace (buffer, &at, TRUE, TRUE);
      g_string_truncate (typed, (gsize)(g_utf8_prev_char (typed->str + typed->len) - typed->str));
    }
  else
    {
      const char *key = keys[way_random_below (random, G_N_ELEMENTS (keys))];

      gtk_text_buffer_insert_interactive_at_cursor (buffer, key, -1, TRUE);
      g_string_append (typed, key);
    }
}

static void
test_many_key_presses (void)
{
  Bench bench;
  g_autoptr (WayRandom) random = way_test_random ();
  GtkWidget *widget = g_object_new (WAY_TYPE_TEXT_FIELD, NULL);
  WayWritingView *view = find_view (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkWindow *window;
  g_autoptr (GString) typed = g_string_new (NULL);
  g_autofree char *shown = NULL, *stored = NULL;

  bench_begin (&bench);
  window = way_test_gui_show (widget, 600, 400);
  way_text_field_bind (WAY_TEXT_FIELD (widget), bench.gui.desk, bench.live, WAY_KIND_MATTER,
                       &bench.object, WAY_MATTER_GOING_WELL);
  way_text_field_edit (WAY_TEXT_FIELD (widget), NULL);
  for (guint i = 0; i < 10000; i++)
    {
      press (buffer, random, typed);
      if (way_random_below (random, 40) == 0)
        way_test_gui_turn ();
      /* Now in another field, now in this one: neither may touch what is being typed. */
      if (i % 500 == 250)
        way_test_set (&bench.gui.vault, &bench.gui.kez, WAY_KIND_PERSON, &bench.gui.kez,
                      WAY_PERSON_PRONOUNS, g_variant_new ("(s)", i % 1000 == 250 ? "she" : "they"));
      if (i == 5000)
        write_elsewhere (&bench, "From another laptop", TRUE);
      if (i % 250 == 0)
        way_live_case_reload (bench.live);
    }
  shown = way_writing_view_dup_text (view);
  g_assert_cmpstr (shown, ==, typed->str);
  way_text_field_unbind (WAY_TEXT_FIELD (widget));
  way_test_gui_rest (50);
  way_test_until (!is_saving (&bench));
  stored = dup_stored (&bench);
  g_assert_nonnull (strstr (stored, typed->str));
  g_assert_nonnull (strstr (stored, "From another laptop"));
  gtk_window_destroy (window);
  bench_end (&bench);
}

static void
test_own_words (void)
{
  Bench bench;
  GtkWidget *widget = g_object_new (WAY_TYPE_WORDS_FIELD, NULL);
  GtkWindow *window;
  WayWritingView *view;
  g_autoptr (WayCase) found = NULL;
  g_autoptr (GPtrArray) words = NULL;
  const WayPassage *passage;

  bench_begin (&bench);
  way_words_field_bind (WAY_WORDS_FIELD (widget), bench.gui.desk, bench.live, WAY_KIND_MATTER,
                        &bench.object, WAY_MATTER_OWN_WORDS, "Kez");
  window = way_test_gui_show (widget, 600, 400);
  view = find_view (widget);
  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                                                "I want my own front door.", -1, TRUE);
  way_words_field_unbind (WAY_WORDS_FIELD (widget));
  way_test_gui_rest (50);
  way_test_until (!is_saving (&bench));
  found = way_test_vault_load (&bench.gui.vault, &bench.gui.kez, NULL);
  words = way_object_dup_words (way_case_get_object (found, WAY_KIND_MATTER, &bench.object),
                                WAY_MATTER_OWN_WORDS);
  g_assert_cmpuint (words->len, ==, 1);
  passage = g_ptr_array_index (words, 0);
  g_assert_cmpstr (passage->text, ==, "I want my own front door.");
  g_assert_cmpuint (passage->given, ==, WAY_GIVEN_SAID);
  gtk_window_destroy (window);
  bench_end (&bench);
}

/* -- held for a form --------------------------------------------------------------------------- */

/* Leaving makes a draft that outlives the widget, the lock and the next unlock, and no operation.
 */
static void
test_held (void)
{
  g_autoptr (GPtrArray) drafts = NULL;
  Bench bench;
  WayAct *act;

  bench_begin (&bench);
  way_field_hold (bench.field, NULL);
  type (&bench, "The tap drips");
  way_field_leave (bench.field);
  way_test_until (!is_saving (&bench));
  way_field_close (bench.field);
  g_clear_object (&bench.field);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "");
  drafts = way_test_vault_list_drafts (&bench.gui.vault, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);

  bench.text = (g_free (bench.text), g_strdup (""));
  bench.field = way_field_new (bench.gui.desk, bench.live, WAY_KIND_MATTER, &bench.object,
                               WAY_MATTER_GOING_WELL, read_text, show_text, &bench);
  way_field_hold (bench.field, g_ptr_array_index (drafts, 0));
  g_assert_cmpstr (bench.text, ==, "The tap drips");
  g_assert_true (way_field_is_dirty (bench.field));

  type (&bench, "The tap drips no more");
  act = way_act_new (&bench.gui.kez, 0);
  way_act_create (act, WAY_KIND_MATTER, &bench.object);
  g_assert_true (way_field_add_to_act (bench.field, act));
  way_desk_commit (bench.gui.desk, act, NULL, NULL);
  way_field_forget (bench.field);
  way_test_until (!is_saving (&bench));
  assert_stored (&bench, "The tap drips no more");
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  g_assert_false (way_field_is_dirty (bench.field));
  bench_end (&bench);
}

/* What is thrown away leaves nothing behind; a lock meanwhile waits for what is not on the disk. */
static void
test_held_flushed_and_forgotten (void)
{
  Flushed flushed = { FALSE };
  Bench bench;

  bench_begin (&bench);
  way_field_hold (bench.field, NULL);
  type (&bench, "Half a sent");
  way_desk_flush (bench.gui.desk, flushed_cb, &flushed);
  way_test_until (flushed.done);
  g_assert_true (flushed.ok);
  g_assert_cmpuint (count_drafts (&bench), ==, 1);
  way_field_forget (bench.field);
  way_test_until (!is_saving (&bench));
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  assert_stored (&bench, "");
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/field/saved-after-a-pause", test_saved_after_a_pause);
  g_test_add_func ("/field/saved-without-a-pause", test_saved_without_a_pause);
  g_test_add_func ("/field/nothing-changed-writes-nothing", test_nothing_changed_writes_nothing);
  g_test_add_func ("/field/another-laptop-writes-meanwhile", test_another_laptop_writes_meanwhile);
  g_test_add_func ("/field/what-comes-is-shown", test_what_comes_is_shown_when_nobody_types);
  g_test_add_func ("/field/typing-on-while-it-is-saved", test_typing_on_while_it_is_saved);
  g_test_add_func ("/field/a-widget-that-goes-away", test_a_widget_that_goes_away);
  g_test_add_func ("/field/not-called-saved-while-typing", test_not_called_saved_while_typing);
  g_test_add_func ("/field/one-saved-beside-one-that-is-not",
                   test_one_saved_beside_one_that_is_not);
  g_test_add_func ("/field/the-line-keeps-its-place", test_the_line_that_says_so_keeps_its_place);
  g_test_add_func ("/field/undo-that-fails", test_undo_that_fails_can_be_tried_again);
  g_test_add_func ("/field/flush", test_a_flush_leaves_nothing_on_the_screen_only);
  g_test_add_func ("/field/what-is-refused-stays", test_what_is_refused_stays);
  g_test_add_func ("/field/undo", test_undo_puts_back_what_stood);
  g_test_add_func ("/field/many-key-presses", test_many_key_presses);
  g_test_add_func ("/field/own-words", test_own_words);
  g_test_add_func ("/field/held", test_held);
  g_test_add_func ("/field/held-flushed-and-forgotten", test_held_flushed_and_forgotten);
  return g_test_run ();
}
