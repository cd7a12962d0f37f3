/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data/england.json as a WayReference (`waymark-jurisdiction/1`, data/README.md).
 */
#pragma once

#include <gio/gio.h>
#include "way-reference.h"

G_BEGIN_DECLS

/* (transfer full): fails with NOT_JSON, TOO_LARGE or FORMAT; a fact that is missing a part, has no
 * source or refers to a source that is not listed makes the whole file fail. */
WayReference *way_reference_load (GBytes *json, GError **error);

G_END_DECLS
