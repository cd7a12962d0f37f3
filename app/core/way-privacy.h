/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeping a private address private: in search, in snippets, on paper.
 *
 * A private address is a set of phrases: each line that could lead someone to the door, with and
 * without the house number, the postcode with and without its space, and the name of the home.
 * Phrases are compared folded (way-fold.h), so spelling in capitals hides nothing.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WayPrivacy WayPrivacy;

/* (transfer full): hides nothing until something is added. */
WayPrivacy *way_privacy_new (void);
void way_privacy_free (WayPrivacy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrivacy, way_privacy_free)

/* Adds an address (way-schema.h, person's group address); members may be empty. */
void way_privacy_add_address (WayPrivacy *self,
                              const char *lines,
                              const char *postcode,
                              const char *home_name);

gboolean way_privacy_is_empty (const WayPrivacy *self);

/* TRUE where any phrase stands in @text. */
gboolean way_privacy_is_in (const WayPrivacy *self, const char *text);

/* (transfer full): @text with every phrase replaced by @mask ("" or "[kept private]"). */
char *way_privacy_mask (const WayPrivacy *self, const char *text, const char *mask);

G_END_DECLS
