/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRefusal: one value that was not taken, where it stands and why.
 *
 * Arrays of refusals own them and hold at most WAY_REFUSALS_MAX, then one that says there are more.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_REFUSALS_MAX 1000

typedef struct
{
  char *path;     /* JSON Pointer (RFC 6901): /people/3/plan/matters/S1_05/actions/2/by */
  char *sentence; /* why, and what to write instead; holds no value */
} WayRefusal;

/* (transfer full) */
GPtrArray *way_refusals_new (void);

/* @format is looked up in the program's gettext domain right here: callers mark it with N_ (). */
void way_refusals_add (GPtrArray *self, const char *path, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* -- the path of what is being read -- */

/* Goes one step down and returns what way_pointer_up() needs to come back.  A member's name is cut
 * and cleaned of what a terminal could obey, since a name may be anything. */
gsize way_pointer_down (GString *path, const char *member);
gsize way_pointer_down_to (GString *path, guint index);
void way_pointer_up (GString *path, gsize before);

G_END_DECLS
