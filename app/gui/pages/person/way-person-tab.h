/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonTab: what every tab of a young person is: a page with a desk and a live case, which
 * follows what is written.
 *
 * A tab is a final class with a template of its own; it says in WayPersonTabClass what it shows and
 * never connects to the live case itself.  The base drops the template, case and desk at dispose.
 * Behind another tab nothing is entered or updated: that is done once, when the tab comes to the
 * front, and before its go.
 *
 * Properties: "desk" WayDesk, given once · "live-case" WayLiveCase, who is shown · "writing" b,
 * read only: what is on the screen is for writing beside the young person, so other people's names
 * are kept out of sight · "alone" b, read only: it shows a page under its own first one, as there
 * is room for one only.  Main context only.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_TAB (way_person_tab_get_type ())
GType way_person_tab_get_type (void);

/* Read by the tabs themselves, as self->tab.desk; written by the base. */
typedef struct
{
  GtkWidget parent;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
} WayPersonTab;

/* All but update and go may be NULL. */
typedef struct
{
  GtkWidgetClass parent_class;

  /* The one who was shown goes, or the tab does: lets go of everything of theirs. */
  void (*leave) (WayPersonTab *self);
  /* Another one came and the tab is in front; update or wait follows. */
  void (*enter) (WayPersonTab *self);
  /* Shows @present in place: focus, cursor and scroll stay.  After every write, and at midnight. */
  void (*update) (WayPersonTab *self, WayCase *present);
  /* There is no case yet; @slow: after a while in which nobody minds.  The live case may have an
   * error. */
  void (*wait) (WayPersonTab *self, gboolean slow);
  /* As WayPage; dup_path NULL: "". */
  void (*go) (WayPersonTab *self, const char *path);
  char *(*dup_path) (WayPersonTab *self);
} WayPersonTabClass;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPersonTab, g_object_unref)

#define WAY_PERSON_TAB(object)                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), WAY_TYPE_PERSON_TAB, WayPersonTab))
#define WAY_PERSON_TAB_CLASS(klass)                                                                \
  (G_TYPE_CHECK_CLASS_CAST ((klass), WAY_TYPE_PERSON_TAB, WayPersonTabClass))

/* (transfer none) (nullable): as it stands now. */
WayCase *way_person_tab_get_case (WayPersonTab *self);
/* Shows it again, as after a write: update, or wait. */
void way_person_tab_update (WayPersonTab *self);

void way_person_tab_set_writing (WayPersonTab *self, gboolean writing);
gboolean way_person_tab_get_writing (WayPersonTab *self);
void way_person_tab_set_alone (WayPersonTab *self, gboolean alone);
gboolean way_person_tab_get_alone (WayPersonTab *self);

G_END_DECLS
