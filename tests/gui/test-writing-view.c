/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may stand in a plan, however it comes in; and a cursor that stays where it is.
 */
#include "way-test-gui.h"

#include <string.h>
#include "way-schema.h"
#include "way-text-field.h"
#include "way-writing-view.h"

static WayWritingView *
new_view (void)
{
  return g_object_ref_sink (g_object_new (WAY_TYPE_WRITING_VIEW, NULL));
}

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

/* However the width comes and goes, every line has its place. */
static void
test_as_high_as_its_text (void)
{
  GtkWidget *field = g_object_new (WAY_TYPE_TEXT_FIELD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  WayWritingView *view = find_view (field);
  GtkWindow *window;
  static const int widths[] = { 900, 420, 900, 300, 420, 900, 300, 560, 900, 560 };
  int heights[901] = { 0 };

  gtk_css_provider_load_from_resource (provider, "/io/github/waymark/Waymark/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_box_append (GTK_BOX (box), field);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  way_writing_view_show_text (view, "They told us how to reach them, and it has worked once: they "
                                    "answered, in the middle of the night, and again.");
  window = way_test_gui_show (scroller, 900, 600);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_widget_set_size_request (box, widths[i] - 20, -1);
      gtk_window_set_default_size (window, widths[i], 600);
      way_test_gui_rest (300);
      g_test_message ("%d: %d x %d", widths[i], gtk_widget_get_width (GTK_WIDGET (view)),
                      gtk_widget_get_height (GTK_WIDGET (view)));
      if (heights[widths[i]] == 0)
        heights[widths[i]] = gtk_widget_get_height (GTK_WIDGET (view));
      g_assert_cmpint (ABS (gtk_widget_get_height (GTK_WIDGET (view)) - heights[widths[i]]), <, 4);
    }
  g_assert_cmpint (heights[420], >, heights[900]);
  g_assert_cmpint (heights[300], >, heights[420]);
  gtk_window_destroy (window);
}

static int
height_at (WayWritingView *view, int width)
{
  int height;

  gtk_widget_queue_resize (GTK_WIDGET (view));
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                      NULL);
  return height;
}

/* Only the paragraph that was typed in is laid out again, and the height is that of all of them. */
static void
test_as_high_when_typed_as_when_shown (void)
{
  static const char *const pieces[] = { "A sentence that needs more than one line. ",
                                        "\n",
                                        "\n\n",
                                        "ሰላም ",
                                        "e",
                                        "One paragraph\nand another one\n" };
  g_autoptr (WayWritingView) view = new_view ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  int empty = height_at (view, 200);

  insert (view, "e");
  g_assert_cmpint (empty, >=, height_at (view, 200));
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (WayWritingView) fresh = new_view ();
      g_autofree char *text = NULL;
      int width = g_test_rand_int_range (0, 4) == 0 ? 400 : 200;
      int n = gtk_text_buffer_get_char_count (buffer);
      GtkTextIter at, end;

      gtk_text_buffer_get_iter_at_offset (buffer, &at, g_test_rand_int_range (0, n + 1));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, g_test_rand_int_range (0, n + 1));
      if (g_test_rand_int_range (0, 10) == 0)
        gtk_text_buffer_delete (buffer, &at, &end);
      gtk_text_buffer_place_cursor (buffer, &at);
      insert (view, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      text = way_writing_view_dup_text (view);
      way_writing_view_show_text (fresh, text);
      g_assert_cmpint (height_at (view, width), ==, height_at (fresh, width));
    }
}

/* Where on the page the cursor stands; the page shows 0 up to its height. */
static int
cursor_on (WayWritingView *view, GtkWidget *page)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter at;
  GdkRectangle place;
  double y;

  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (view), &at, &place);
  g_assert_true (gtk_widget_translate_coordinates (GTK_WIDGET (view), page, 0, place.y, NULL, &y));
  return (int)y;
}

/* Nothing written is a line to write in, at every width. */
static void
test_a_line_high_when_empty (void)
{
  WayWritingView *empty = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  WayWritingView *line = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;

  way_writing_view_show_text (line, "A line");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (empty));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line));
  window = way_test_gui_show (box, 400, 200);
  for (int width = 400; width >= 200; width -= 100)
    {
      int least, least_line;

      gtk_widget_measure (GTK_WIDGET (empty), GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL,
                          NULL);
      gtk_widget_measure (GTK_WIDGET (line), GTK_ORIENTATION_VERTICAL, width, &least_line, NULL,
                          NULL, NULL);
      g_assert_cmpint (least, ==, least_line);
    }
  gtk_window_destroy (window);
}

static gboolean
is_between (int y, int from, int below)
{
  return y >= from && y < below;
}

/* The page scrolls, not the text: whoever types at its foot sees what they type. */
static void
test_the_page_follows_the_cursor (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  WayWritingView *view = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  window = way_test_gui_show (scroller, 400, 200);
  /* On a busy machine GTK finds the height of what was typed when it can: somebody types on. */
  for (guint i = 0; i < 400 && (i < 40 || gtk_adjustment_get_value (at) <= 0); i++)
    {
      insert (view, "A line.\n");
      way_test_gui_rest (5);
    }
  g_assert_cmpfloat (gtk_adjustment_get_value (at), >, 0);
  way_test_until (is_between (cursor_on (view, scroller), 0, 190));

  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE);
  way_test_until (is_between (cursor_on (view, scroller), 0, 100));
  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 30, FALSE);
  way_test_until (is_between (cursor_on (view, scroller), 101, 190));

  /* What the program shows moves nothing. */
  gtk_adjustment_set_value (at, 0);
  way_writing_view_show_text (view, "Another text\nthat came meanwhile");
  way_test_gui_rest (100);
  g_assert_cmpint ((int)gtk_adjustment_get_value (at), ==, 0);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/writing-view/pasted", test_pasted);
  g_test_add_func ("/writing-view/too-much", test_too_much);
  g_test_add_func ("/writing-view/the-cursor-stays", test_the_cursor_stays);
  g_test_add_func ("/writing-view/as-high-as-its-text", test_as_high_as_its_text);
  g_test_add_func ("/writing-view/as-high-when-typed", test_as_high_when_typed_as_when_shown);
  g_test_add_func ("/writing-view/a-line-high-when-empty", test_a_line_high_when_empty);
  g_test_add_func ("/writing-view/the-page-follows", test_the_page_follows_the_cursor);
  return g_test_run ();
}
