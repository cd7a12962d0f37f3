/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text that was begun here before somebody else settled its versions (way-begun.h): what stands
 * now beside it, to be kept or let go.
 */
#include "way-settle-page-private.h"

#include "way-begun.h"
#include "way-form-drafts.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-paragraph.h"
#include "way-path.h"
#include "way-person-text.h"

static char *
dup_path_of (WaySettlePage *self, const WayDraft *draft)
{
  WayCase *present = way_person_tab_get_case (&self->tab);
  const WayObject *object = way_case_get_object (present, draft->kind, &draft->object);

  return way_path_in_case (present, way_desk_get_reference (self->tab.desk), object, draft->group);
}

const WayDraft *
way_settle_page_find_begun (WaySettlePage *self, const char *path)
{
  WayCase *present = way_person_tab_get_case (&self->tab);

  for (guint i = 0; self->drafts != NULL && present != NULL && i < self->drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (self->drafts, i);
      g_autofree char *of = NULL;

      if (!way_begun_is (draft, present))
        continue;
      of = dup_path_of (self, draft);
      if (of != NULL && (path == NULL || g_str_equal (of, path)))
        return draft;
    }
  return NULL;
}

/* -- laid out ---------------------------------------------------------------------------------- */

static GtkWidget *
new_button (const char *label, const char *action, const char *style)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  return button;
}

static void
build_head (WaySettlePage *self, WayCase *present)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *whose = g_strdup_printf (_ ("%s’s plan"), name);
  GtkWidget *later = new_button (_ ("Decide later"), "settle.later", NULL);
  GtkWidget *go = new_button (_ ("Let it go"), "settle.let-go", NULL);
  GtkWidget *keep = new_button (_ ("Keep it"), "settle.keep", "suggested-action");

  gtk_widget_set_tooltip_text (later, _ ("It stays as it is (Esc)"));
  gtk_widget_set_tooltip_text (go, _ ("What stands now stays; what you had begun goes"));
  gtk_widget_set_tooltip_text (keep, _ ("In the place of what stands now (Ctrl+Enter)"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (_ ("You had begun a text"), "heading"));
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (whose, "caption"));
  gtk_box_append (self->head, texts);
  gtk_box_append (self->head, later);
  gtk_box_append (self->head, go);
  gtk_box_append (self->head, keep);
}

static void
add_version (WaySettlePage *self, const char *title, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *words = way_paragraph_new (text[0] != '\0' ? text : _ ("Nothing written"), "version");

  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_box_append (GTK_BOX (box), way_paragraph_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (self->body, box);
}

static void
build (WaySettlePage *self, const WayDraft *draft, WayCase *present)
{
  const WayObject *object = way_case_get_object (present, draft->kind, &draft->object);
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (self->tab.desk));
  g_autofree char *place = NULL, *heading = NULL;
  g_autofree char *stands = way_object_dup_string (object, draft->group, 0);
  g_autofree char *begun = way_begun_dup_text (draft);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  way_conflict_describe (present, team, way_desk_get_reference (self->tab.desk), object,
                         draft->group, &place, &heading);
  if (place[0] != '\0')
    gtk_box_append (GTK_BOX (names), way_paragraph_new (place, "caption"));
  gtk_box_append (GTK_BOX (names), way_paragraph_new (heading, "title-1"));
  gtk_box_append (GTK_BOX (names),
                  way_paragraph_new (
                      _ ("Its versions were settled elsewhere before you kept yours. What you "
                         "had begun is on this laptop only, and nothing is lost: keep it, or let "
                         "it go."),
                      "secondary"));
  gtk_box_append (self->body, names);
  add_version (self, _ ("What stands now"), stands);
  add_version (self, _ ("You had begun"), begun);
}

void
way_settle_page_show_begun (WaySettlePage *self, const WayDraft *draft)
{
  WayCase *present = way_person_tab_get_case (&self->tab);
  const WayObject *object = way_case_get_object (present, draft->kind, &draft->object);
  g_autofree char *path = dup_path_of (self, draft);
  g_autofree char *stands = way_object_dup_string (object, draft->group, 0);
  g_autofree char *print = g_strdup_printf ("begun %s %u", path, g_str_hash (stands));

  if (g_strcmp0 (self->print, print) == 0)
    return;
  way_settle_page_clear (self);
  self->begun = TRUE;
  self->shown = g_steal_pointer (&path);
  self->print = g_steal_pointer (&print);
  build_head (self, present);
  build (self, draft, present);
  gtk_stack_set_visible_child_name (self->stack, "conflict");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->head), GTK_DIR_TAB_FORWARD);
}

/* -- what the reader does ---------------------------------------------------------------------- */

static void
end_with (WaySettlePage *self, const WayDraft *draft, const char *sentence)
{
  g_autofree char *path = g_strdup (self->shown);
  g_autofree char *place = way_page_place_of (way_live_case_get_id (self->tab.live), path);

  way_form_drafts_let_go (way_desk_get_form_drafts (self->tab.desk), draft);
  way_settle_page_clear (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", sentence);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);
  const WayDraft *draft = self->begun ? way_settle_page_find_begun (self, self->shown) : NULL;

  if (!self->saving || self->tab.live == NULL)
    return;
  self->saving = FALSE;
  if (!ok)
    way_settle_page_say (self, error->message);
  else if (draft != NULL)
    end_with (self, draft, _ ("Kept. What stood before stays in History."));
}

void
way_settle_page_keep_begun (WaySettlePage *self)
{
  const WayDraft *draft = way_settle_page_find_begun (self, self->shown);

  if (draft == NULL || self->saving)
    return;
  self->saving = TRUE;
  way_desk_commit (self->tab.desk, way_begun_keep (draft, way_person_tab_get_case (&self->tab)),
                   kept_cb, g_object_ref (self));
}

void
way_settle_page_let_go (WaySettlePage *self)
{
  const WayDraft *draft = self->begun ? way_settle_page_find_begun (self, self->shown) : NULL;

  if (draft != NULL && !self->saving)
    end_with (self, draft, _ ("Let go. What stands now stays."));
}
