/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core's own reader of operations as the ledger wants it: for the tests of frozen bytes, which
 * hold real ones.
 */
#pragma once

#include "way-acts.h"

G_BEGIN_DECLS

/* A WayReadOp. */
gboolean core_op_read (GBytes *bytes, WayOpFrame *ret_frame, gpointer data);

G_END_DECLS
