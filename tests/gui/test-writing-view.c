/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may stand in a plan, however it comes in; and a cursor that stays where it is.
 */
#include "way-test-gui.h"

#include <string.h>
#include "way-schema.h"
#include "way-writing-view.h"

static WayWritingView *
new_view (void)
{
  return g_object_ref_sink (g_object_new (WAY_TYPE_WRITING_VIEW, NULL));
}

static void
insert (WayWritingView *view, const char *text)
{
  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                                                text, -1, TRUE);
}

static void
test_pasted (void)
{
  static const struct
  {
    const char *in, *out;
  } rows[] = {
    { "one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour" },
    { "a\tb", "a\tb" },
    { "\u202edrawkcab\u202c", "drawkcab" },
    { "bell\a and escape\x1b[31m", "bell and escape[31m" },
    { "\ufeffmark first", "mark first" },
    { "\u2067שלום\u2069", "\u2067שלום\u2069" },
    { "ሰላም đệ عَر 👩‍👧", "ሰላም đệ عَر 👩‍👧" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayWritingView) view = new_view ();
      g_autofree char *text = NULL;

      insert (view, rows[i].in);
      text = way_writing_view_dup_text (view);
      g_assert_cmpstr (text, ==, rows[i].out);
    }
}

static void
refused_cb (WayWritingView *view, const char *sentence, char **ret_sentence)
{
  g_free (*ret_sentence);
  *ret_sentence = g_strdup (sentence);
}

static void
test_too_much (void)
{
  g_autoptr (WayWritingView) view = new_view ();
  g_autofree char *much = g_strnfill (5 * 1024 * 1024, 'x');
  g_autofree char *text = NULL, *sentence = NULL;

  g_signal_connect (view, "refused", G_CALLBACK (refused_cb), &sentence);
  insert (view, "Kept. ");
  insert (view, much);
  text = way_writing_view_dup_text (view);
  g_assert_cmpstr (text, ==, "Kept. ");
  g_assert_nonnull (sentence);
  g_assert_true (g_str_has_suffix (sentence, "."));
}

static int
cursor_of (WayWritingView *view)
{
  int at;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "cursor-position", &at, NULL);
  return at;
}

static void
count_cb (WayWritingView *view, guint *n)
{
  (*n)++;
}

static void
test_the_cursor_stays (void)
{
  g_autoptr (WayWritingView) view = new_view ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter at;
  guint n_typed = 0;
  g_autofree char *text = NULL;

  way_writing_view_show_text (view, "đầu giữa cuối");
  gtk_text_buffer_get_iter_at_offset (buffer, &at, 9);
  gtk_text_buffer_place_cursor (buffer, &at);
  g_signal_connect (view, "typed", G_CALLBACK (count_cb), &n_typed);
  way_writing_view_show_text (view, "đầu mới giữa cuối");
  g_assert_cmpint (cursor_of (view), ==, 13);
  way_writing_view_show_text (view, "đầu mới giữa cuối cùng");
  g_assert_cmpint (cursor_of (view), ==, 13);
  way_writing_view_show_text (view, "");
  g_assert_cmpint (cursor_of (view), ==, 0);
  g_assert_cmpuint (n_typed, ==, 0);
  insert (view, "x");
  g_assert_cmpuint (n_typed, ==, 1);
  text = way_writing_view_dup_text (view);
  g_assert_cmpstr (text, ==, "x");
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/writing-view/pasted", test_pasted);
  g_test_add_func ("/writing-view/too-much", test_too_much);
  g_test_add_func ("/writing-view/the-cursor-stays", test_the_cursor_stays);
  return g_test_run ();
}
