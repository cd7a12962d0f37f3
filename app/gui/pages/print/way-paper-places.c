/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-paper-places.h"

#include "way-found-text.h"
#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-person-text.h"

struct _WayPaperPlaces
{
  AdwExpanderRow parent;

  WayPaper *paper;      /* (owned) (nullable) */
  WayDesk *desk;        /* (owned) (nullable) */
  WayLiveCase *live;    /* (owned) (nullable) */
  GPtrArray *places;    /* (owned): WayDocumentPlace, as they are shown */
  GPtrArray *rows;      /* (owned): GtkWidget, borrowed */
  GHashTable *answered; /* (owned): path and sentence of what may be printed */
};

G_DEFINE_FINAL_TYPE (WayPaperPlaces, way_paper_places, ADW_TYPE_EXPANDER_ROW)

static guint mend_signal;

/* (transfer full) */
static char *
key_of (const WayDocumentPlace *place)
{
  return g_strconcat (place->path, "\n", place->sentence, NULL);
}

static guint
count_waiting (WayPaperPlaces *self)
{
  guint n = 0;

  for (guint i = 0; i < self->places->len; i++)
    {
      g_autofree char *key = key_of (g_ptr_array_index (self->places, i));

      n += !g_hash_table_contains (self->answered, key);
    }
  return n;
}

/* -- its own row ------------------------------------------------------------------------------- */

static void
show_count (WayPaperPlaces *self)
{
  guint n = self->places->len, waiting = count_waiting (self);
  gboolean draft = way_paper_get_document (self->paper)->draft;
  WayPronouns pronouns = way_case_get_pronouns (way_live_case_get_case (self->live));
  g_autofree char *title = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u place names %s home", "%u places name %s home", n), n,
      way_pronouns_possessive (pronouns));
  const char *next = draft ? _ ("Mend or confirm them first") : _ ("Confirm them first");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 waiting > 0 ? next : _ ("They may be printed"));
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (self),
                                  waiting > 0 ? "waymark-due-symbolic" : "waymark-done-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self), waiting > 0 ? "answered" : "waiting");
  gtk_widget_add_css_class (GTK_WIDGET (self), waiting > 0 ? "waiting" : "answered");
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/* -- a place ----------------------------------------------------------------------------------- */

static void
answered_cb (GtkCheckButton *check, gpointer data)
{
  WayPaperPlaces *self = WAY_PAPER_PLACES (
      gtk_widget_get_ancestor (GTK_WIDGET (check), WAY_TYPE_PAPER_PLACES));

  if (self == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->answered, g_strdup (data));
  else
    g_hash_table_remove (self->answered, data);
  show_count (self);
}

/* The entry of a list is known here by its place, on its page by its id. */
static char *
dup_field_path (WayPaperPlaces *self, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  WayCase *present = way_live_case_get_case (self->live);
  g_autoptr (GPtrArray) actions = NULL;
  char hex[WAY_ID_HEX_SIZE];
  const WayObject *matter;
  guint64 n;

  if (g_strv_length (steps) != 6 || !g_str_equal (steps[3], "actions"))
    return g_strdup (path);
  matter = way_case_get_matter (present, steps[2]);
  actions = matter != NULL ? way_case_list_actions (present, &matter->id) : g_ptr_array_new ();
  if (!g_ascii_string_to_unsigned (steps[4], 10, 1, actions->len, &n, NULL))
    return g_strdup (path);
  return g_strdup_printf (
      "plan.matters.%s.actions.%s.%s", steps[2],
      way_id_format (&((WayObject *)g_ptr_array_index (actions, n - 1))->id, hex), steps[5]);
}

static void
mend_cb (GtkButton *button, gpointer data)
{
  WayPaperPlaces *self = WAY_PAPER_PLACES (
      gtk_widget_get_ancestor (GTK_WIDGET (button), WAY_TYPE_PAPER_PLACES));
  g_autofree char *path = self != NULL ? dup_field_path (self, data) : NULL;

  if (path != NULL)
    g_signal_emit (self, mend_signal, 0, path);
}

static void
free_data (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
build_answers (WayPaperPlaces *self, const WayDocumentPlace *place, const char *where)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new_with_label (_ ("This may be printed"));
  g_autofree char *key = key_of (place);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->answered, key));
  g_signal_connect_data (check, "toggled", G_CALLBACK (answered_cb), g_steal_pointer (&key),
                         free_data, 0);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  if (way_paper_get_document (self->paper)->draft)
    {
      GtkWidget *mend = gtk_button_new_with_label (_ ("Mend"));
      g_autofree char *spoken = g_strdup_printf (_ ("Mend: %s"), where);

      gtk_accessible_update_property (GTK_ACCESSIBLE (mend), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                      -1);
      g_signal_connect_data (mend, "clicked", G_CALLBACK (mend_cb), g_strdup (place->path),
                             free_data, 0);
      gtk_box_append (GTK_BOX (box), mend);
    }
  return box;
}

static GtkWidget *
build_row (WayPaperPlaces *self, const WayDocumentPlace *place)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 6, "margin-top", 12, "margin-bottom", 12, "margin-start", 12,
                                 "margin-end", 12, NULL);
  g_autofree char *where = way_found_field (place->path, way_desk_get_reference (self->desk),
                                            way_desk_get_adviser_short (self->desk));
  g_autofree char *spoken = g_strdup_printf (_ ("%s. %s"), place->sentence, where);

  gtk_box_append (GTK_BOX (box), way_paragraph_new (place->sentence, "body"));
  if (where[0] != '\0')
    gtk_box_append (GTK_BOX (box), way_paragraph_new (where, "secondary"));
  gtk_box_append (GTK_BOX (box), build_answers (self, place, where));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/* -- all of them ------------------------------------------------------------------------------- */

static gboolean
are_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      g_autofree char *one = key_of (g_ptr_array_index (a, i));
      g_autofree char *other = key_of (g_ptr_array_index (b, i));

      if (!g_str_equal (one, other))
        return FALSE;
    }
  return TRUE;
}

/* What is the same stays as it is, with its focus. */
static void
update (WayPaperPlaces *self)
{
  g_autoptr (GPtrArray) places = way_paper_list_places (self->paper);

  if (!are_same (places, self->places))
    {
      for (guint i = 0; i < self->rows->len; i++)
        adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
      g_ptr_array_set_size (self->rows, 0);
      g_ptr_array_unref (self->places);
      self->places = g_ptr_array_ref (places);
      for (guint i = 0; i < places->len; i++)
        {
          GtkWidget *row = build_row (self, g_ptr_array_index (places, i));

          adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
          g_ptr_array_add (self->rows, row);
        }
    }
  show_count (self);
}

void
way_paper_places_set_paper (WayPaperPlaces *self, WayPaper *paper, WayDesk *desk, WayLiveCase *live)
{
  g_set_object (&self->paper, paper);
  g_set_object (&self->desk, desk);
  g_set_object (&self->live, live);
  g_signal_connect_object (paper, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
way_paper_places_are_answered (WayPaperPlaces *self)
{
  return count_waiting (self) == 0;
}

void
way_paper_places_ask (WayPaperPlaces *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  for (guint i = 0; i < self->places->len; i++)
    {
      g_autofree char *key = key_of (g_ptr_array_index (self->places, i));

      if (g_hash_table_contains (self->answered, key))
        continue;
      gtk_widget_child_focus (g_ptr_array_index (self->rows, i), GTK_DIR_TAB_FORWARD);
      return;
    }
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_paper_places_dispose (GObject *object)
{
  WayPaperPlaces *self = WAY_PAPER_PLACES (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->paper);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_paper_places_parent_class)->dispose (object);
}

static void
way_paper_places_finalize (GObject *object)
{
  WayPaperPlaces *self = WAY_PAPER_PLACES (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->answered);
  G_OBJECT_CLASS (way_paper_places_parent_class)->finalize (object);
}

static void
way_paper_places_class_init (WayPaperPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_paper_places_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_paper_places_finalize;
  mend_signal = g_signal_new ("mend", WAY_TYPE_PAPER_PLACES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
way_paper_places_init (WayPaperPlaces *self)
{
  self->places = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "paper-places");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
