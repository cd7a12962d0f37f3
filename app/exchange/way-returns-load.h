/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data/returns.json and the code lists of data/codes.json as a WayReturns.
 *
 * The files travel inside the program and tests read them: what is wrong in them is a fault of the
 * build.
 */
#pragma once

#include "way-returns.h"

G_BEGIN_DECLS

/* (transfer full) */
WayReturns *way_exchange_load_returns (void);

G_END_DECLS
