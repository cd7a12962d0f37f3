/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A compiled gettext catalogue (.mo), read from memory.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WayPrintMo WayPrintMo;

/* (transfer full): NULL where @bytes is no whole catalogue. */
WayPrintMo *way_print_mo_new (GBytes *bytes);
void way_print_mo_free (WayPrintMo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintMo, way_print_mo_free)

/* (nullable): the translation of @id ("context\004text"); NULL where there is none. */
const char *way_print_mo_find (WayPrintMo *self, const char *id);

/* (nullable): the plural form of it for @count. */
const char *way_print_mo_find_plural (WayPrintMo *self, const char *id, guint count);

G_END_DECLS
