/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPage: a page that the window can go to.
 *
 * A place is a text that names no one: "today", "search", "person/ID/plan/PATH", where PATH is what
 * way-path.h calls a field ("plan.matters.S1_05.own_words").  The action win.go takes a place; each
 * page takes the part that is its own.  Places are all that is kept over a lock.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-id.h"

G_BEGIN_DECLS

#define WAY_TYPE_PAGE (way_page_get_type ())
G_DECLARE_INTERFACE (WayPage, way_page, WAY, PAGE, GtkWidget)

struct _WayPageInterface
{
  GTypeInterface parent_iface;

  void (*go) (WayPage *self, const char *path);
  char *(*dup_path) (WayPage *self);
};

/* Shows @path and puts focus there; "" is the page as it stands.  What is not there any more is
 * passed over: the page shows what comes nearest. */
void way_page_go (WayPage *self, const char *path);
/* (transfer full): where it is now. */
char *way_page_dup_path (WayPage *self);

/* (transfer full): the place of the field that way-path.h calls @path, on the tab that shows it. */
char *way_page_place_of (const WayId *person, const char *path);
/* (transfer full): the place of a person's tab. */
char *way_page_place_of_tab (const WayId *person, const char *tab);

G_END_DECLS
