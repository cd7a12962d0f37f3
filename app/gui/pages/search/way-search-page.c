/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-search-page.h"

#include <adwaita.h>
#include "way-found-group.h"
#include "way-found-text.h"
#include "way-i18n.h"
#include "way-list-button.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-practice-mark.h"
#include "way-writing-view.h"

#define TYPED_MAX 200   /* characters; nobody looks for more */
#define HITS_MAX 2000   /* read from the vault for one search */
#define PEOPLE_SHOWN 20 /* before "Show more people", and with each press of it */
#define WAIT_MS 400     /* before the spinner says that it takes long */
#define SELECT_EVERY_MS 50
#define SELECT_TRIES 40 /* until the words are left unselected */

struct _WaySearchPage
{
  GtkBox parent;

  GtkSearchEntry *entry; /* template children */
  GtkSpinner *spinner;
  GtkToggleButton *all, *plans, *contacts, *achievements;
  GtkLabel *count, *trouble;
  GtkWidget *more;
  GtkBox *filters;
  GtkStack *states;
  AdwStatusPage *none;
  GtkBox *groups;

  WayDesk *desk;             /* (owned) */
  WayPanes *panes;           /* (nullable): the shell's, while in a window */
  GCancellable *cancellable; /* (owned) (nullable): of the search that is under way */
  char *typed;               /* (owned): what hits were found with */
  GPtrArray *hits;           /* (owned) (nullable): WaySearchHit, as they came */
  GPtrArray *people;         /* (owned) (nullable): GPtrArray of WaySearchHit for each person */
  guint n_shown;             /* of people */
  guint wait;                /* timer of the spinner */
  GtkWidget *opened;         /* (nullable): the row that was opened, to come back to */

  guint select, tries;        /* timer that hands the words over */
  const WaySearchHit *wanted; /* (nullable): of hits; whose words are to be selected */
};

static void page_init (WayPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaySearchPage,
                               way_search_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

static void
clear_timer (WaySearchPage *self, guint *timer)
{
  if (*timer != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), *timer);
  *timer = 0;
}

/* -- what is shown ----------------------------------------------------------------------------- */

static gboolean
is_narrow (WaySearchPage *self)
{
  return self->panes != NULL && way_panes_is_folded (self->panes);
}

static void chosen_cb (WaySearchPage *self, gpointer hit);

static void
show_people (WaySearchPage *self, guint n)
{
  guint until = MIN (self->people->len, self->n_shown + n);

  for (; self->n_shown < until; self->n_shown++)
    {
      GtkWidget *group = way_found_group_new (
          self->desk, g_ptr_array_index (self->people, self->n_shown), self->typed);

      way_found_group_set_narrow (WAY_FOUND_GROUP (group), is_narrow (self));
      g_signal_connect_object (group, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->groups, group);
    }
  gtk_widget_set_visible (self->more, self->n_shown < self->people->len);
}

static void
remove_groups (WaySearchPage *self)
{
  GtkWidget *group;

  g_clear_weak_pointer (&self->opened);
  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, group);
  self->n_shown = 0;
}

static void
say_count (WaySearchPage *self, guint n_hits)
{
  guint n = self->people->len;
  g_autofree char *people = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u person", "%u people", n), n);
  g_autofree char *text = g_strdup_printf (
      self->hits->len < HITS_MAX ? _ ("%u found, %s") : _ ("the first %u found, %s"), n_hits,
      people);

  gtk_label_set_text (self->count, n_hits > 0 ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  n_hits > 0 ? text : _ ("Nothing found"), -1);
}

static void
say_none (WaySearchPage *self)
{
  g_autofree char *title = g_strdup_printf (_ ("Nothing found for “%s”"), self->typed);
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_status_page_set_title (self->none, markup);
}

static gboolean
is_wanted (WaySearchPage *self, const WaySearchHit *hit)
{
  WayFoundIn in = way_found_in (hit->path);

  if (gtk_toggle_button_get_active (self->plans))
    return in == WAY_FOUND_IN_PLANS;
  if (gtk_toggle_button_get_active (self->contacts))
    return in == WAY_FOUND_IN_CONTACTS;
  if (gtk_toggle_button_get_active (self->achievements))
    return in == WAY_FOUND_IN_ACHIEVEMENTS;
  return TRUE;
}

/* People in the order of the list; those who are not in it last, as they came. */
static GHashTable *
index_people (WaySearchPage *self)
{
  GListModel *list = G_LIST_MODEL (way_desk_get_people (self->desk));
  GHashTable *places = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (WayPersonItem) item = g_list_model_get_item (list, i);

      g_hash_table_insert (places, way_id_copy (way_person_item_get_id (item)),
                           GUINT_TO_POINTER (i + 1));
    }
  return places;
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer places)
{
  const WaySearchHit *left = g_ptr_array_index (*(GPtrArray **)a, 0);
  const WaySearchHit *right = g_ptr_array_index (*(GPtrArray **)b, 0);
  guint l = GPOINTER_TO_UINT (g_hash_table_lookup (places, &left->person)) - 1;
  guint r = GPOINTER_TO_UINT (g_hash_table_lookup (places, &right->person)) - 1;

  return (l > r) - (l < r);
}

/* Returns how many hits there are of the kind that is asked for. */
static guint
group_hits (WaySearchPage *self)
{
  g_autoptr (GHashTable) places = index_people (self);
  GPtrArray *person = NULL;
  guint n = 0;

  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < self->hits->len; i++)
    {
      WaySearchHit *hit = g_ptr_array_index (self->hits, i);
      WaySearchHit *before = person != NULL ? g_ptr_array_index (person, 0) : NULL;

      if (!is_wanted (self, hit))
        continue;
      if (before == NULL || !way_id_equal (&before->person, &hit->person))
        {
          person = g_ptr_array_new ();
          g_ptr_array_add (self->people, person);
        }
      g_ptr_array_add (person, hit);
      n++;
    }
  g_ptr_array_sort_with_data (self->people, compare_people, places);
  return n;
}

static void
show_found (WaySearchPage *self)
{
  guint n;

  if (self->hits == NULL)
    return;
  remove_groups (self);
  n = group_hits (self);
  say_count (self, n);
  say_none (self);
  show_people (self, PEOPLE_SHOWN);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), TRUE);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "found" : "none");
}

static void
forget (WaySearchPage *self)
{
  clear_timer (self, &self->select);
  self->wanted = NULL;
  remove_groups (self);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_free);
}

static void
show_empty (WaySearchPage *self)
{
  forget (self);
  gtk_label_set_text (self->count, "");
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), FALSE);
  gtk_stack_set_visible_child_name (self->states, "empty");
}

/* -- searching --------------------------------------------------------------------------------- */

typedef struct
{
  WaySearchPage *page;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *typed;               /* (owned) */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->page);
  g_object_unref (self->cancellable);
  g_free (self->typed);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
end_waiting (WaySearchPage *self)
{
  g_clear_object (&self->cancellable);
  clear_timer (self, &self->wait);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  WaySearchPage *self = question->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = way_repository_search_finish (WAY_REPOSITORY (source), result,
                                                             &error);

  if (self->cancellable != question->cancellable)
    return; /* an answer to what is not asked any more */
  end_waiting (self);
  gtk_label_set_text (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  if (hits == NULL)
    return;
  forget (self);
  self->typed = g_steal_pointer (&question->typed);
  self->hits = g_steal_pointer (&hits);
  show_found (self);
}

static gboolean
waiting_cb (gpointer data)
{
  WaySearchPage *self = data;

  self->wait = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
stop (WaySearchPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_waiting (self);
}

static void
ask (WaySearchPage *self, const char *typed)
{
  Question *question = g_new0 (Question, 1);

  self->cancellable = g_cancellable_new ();
  question->page = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  question->typed = g_strdup (typed);
  self->wait = way_executor_add_timeout (way_desk_get_executor (self->desk), WAIT_MS, waiting_cb,
                                         self, NULL);
  way_repository_search (way_desk_get_repository (self->desk), typed, NULL, HITS_MAX,
                         self->cancellable, found_cb, question);
}

/* From the second letter on; what is not a word finds nothing. */
static void
searched_cb (WaySearchPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = way_fold (typed);

  stop (self);
  if (g_utf8_strlen (folded, -1) < 2)
    show_empty (self);
  else
    ask (self, typed);
}

static void
filtered_cb (WaySearchPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    show_found (self);
}

static void
clear (WaySearchPage *self)
{
  stop (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_empty (self);
}

/* -- opening a place --------------------------------------------------------------------------- */

static gboolean
select_words (WaySearchPage *self, WayWritingView *view)
{
  g_autoptr (WayQuery) query = way_query_new (self->typed);
  g_autofree char *text = way_writing_view_dup_text (view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;
  int from, to;

  if (!way_found_locate (query, text, self->wanted->snippet, &from, &to))
    return FALSE;
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (view), &start, 0.1, FALSE, 0, 0);
  return TRUE;
}

/* The place may still be read when the page is there: its text is waited for. */
static gboolean
select_cb (gpointer data)
{
  WaySearchPage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (--self->tries > 0
      && (!WAY_IS_WRITING_VIEW (focus) || !select_words (self, WAY_WRITING_VIEW (focus))))
    return G_SOURCE_CONTINUE;
  self->select = 0;
  self->wanted = NULL;
  return G_SOURCE_REMOVE;
}

static void
chosen_cb (WaySearchPage *self, gpointer data)
{
  const WaySearchHit *hit = data;
  g_autofree char *place = way_page_place_of (&hit->person, hit->path);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  clear_timer (self, &self->select);
  g_set_weak_pointer (&self->opened, gtk_root_get_focus (root));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
  if (self->hits == NULL || hit->superseded)
    return; /* these words do not stand there any more */
  self->wanted = hit;
  self->tries = SELECT_TRIES;
  self->select = way_executor_add_timeout (way_desk_get_executor (self->desk), SELECT_EVERY_MS,
                                           select_cb, self, NULL);
}

/* -- as a page --------------------------------------------------------------------------------- */

static void
edit (WaySearchPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Beside a hidden list it is not to be had: what it shows names people too. */
static gboolean
is_to_be_had (WaySearchPage *self)
{
  return self->panes == NULL || way_panes_is_folded (self->panes)
         || way_panes_get_side_shown (self->panes);
}

static gboolean
is_shown (WaySearchPage *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return GTK_IS_STACK (parent)
         && gtk_stack_get_visible_child (GTK_STACK (parent)) == GTK_WIDGET (self);
}

static void
leave (WaySearchPage *self)
{
  clear (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  if (is_shown (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "today");
}

/* "new" is for typing; else back to the row that was opened. */
static void
go (WayPage *page, const char *path)
{
  WaySearchPage *self = WAY_SEARCH_PAGE (page);

  if (!is_to_be_had (self))
    leave (self);
  else if (self->opened != NULL && !g_str_equal (path, "new"))
    gtk_widget_grab_focus (self->opened);
  else
    edit (self);
}

static char *
dup_path (WayPage *page)
{
  return g_strdup ("");
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

/* -- the list of people beside it -------------------------------------------------------------- */

static void
panes_cb (gpointer data)
{
  WaySearchPage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean to_be_had = way_panes_is_folded (self->panes) || way_panes_get_side_shown (self->panes);

  gtk_widget_action_set_enabled (GTK_WIDGET (root), "win.search", to_be_had);
  if (!to_be_had && is_shown (self))
    leave (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filters), is_narrow (self)
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    way_found_group_set_narrow (WAY_FOUND_GROUP (group), is_narrow (self));
}

static void
way_search_page_root (GtkWidget *widget)
{
  WaySearchPage *self = WAY_SEARCH_PAGE (widget);

  GTK_WIDGET_CLASS (way_search_page_parent_class)->root (widget);
  way_panes_follow (widget, &self->panes, panes_cb);
}

static void
way_search_page_unroot (GtkWidget *widget)
{
  WaySearchPage *self = WAY_SEARCH_PAGE (widget);

  way_panes_leave (widget, &self->panes);
  GTK_WIDGET_CLASS (way_search_page_parent_class)->unroot (widget);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void
act (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySearchPage *self = WAY_SEARCH_PAGE (widget);
  gboolean written = gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] != '\0';

  if (g_str_equal (action, "search.more"))
    show_people (self, PEOPLE_SHOWN);
  else if (g_str_equal (action, "search.leave") && !written)
    leave (self);
  else
    {
      if (!g_str_equal (action, "search.edit"))
        clear (self);
      edit (self);
    }
}

static void
stop_search_cb (WaySearchPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "search.leave", NULL);
}

static gboolean
key_cb (WaySearchPage *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups));

  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (group != NULL)
    way_found_group_focus (WAY_FOUND_GROUP (group), FALSE);
  return GDK_EVENT_STOP;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_search_page_dispose (GObject *object)
{
  WaySearchPage *self = WAY_SEARCH_PAGE (object);

  if (self->desk != NULL)
    {
      clear (self);
      g_clear_object (&self->desk);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SEARCH_PAGE);
  G_OBJECT_CLASS (way_search_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, all);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, plans);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, contacts);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, achievements);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, filters);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, more);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, states);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, none);
  gtk_widget_class_bind_template_child (widget_class, WaySearchPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, filtered_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
way_search_page_class_init (WaySearchPageClass *klass)
{
  static const char *const actions[] = { "search.leave", "search.edit", "search.clear",
                                         "search.more" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_search_page_dispose;
  widget_class->root = way_search_page_root;
  widget_class->unroot = way_search_page_unroot;
  g_type_ensure (WAY_TYPE_LIST_BUTTON);
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/search/way-search-page.ui");
  bind_children (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, act);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "search.leave", NULL);
}

static void
way_search_page_init (WaySearchPage *self)
{
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  gtk_text_set_max_length (GTK_TEXT (text), TYPED_MAX);
}

GtkWidget *
way_search_page_new (WayDesk *desk)
{
  WaySearchPage *self = g_object_new (WAY_TYPE_SEARCH_PAGE, NULL);

  self->desk = g_object_ref (desk);
  show_empty (self);
  return GTK_WIDGET (self);
}
