/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invitation: 16 random bytes, as 8 groups of 4 figures and letters a to f.
 *
 * Who is invited gets their user id from it, so that the manager's laptop need keep nothing between
 * inviting and approving, and the server, which knows the ticket's hash only, cannot tell.
 */
#pragma once

#include "way-id.h"

G_BEGIN_DECLS

/* (transfer full) */
char *way_ticket_format (const WayId *ticket);
/* Either case; spaces and hyphens may stand anywhere. */
gboolean way_ticket_parse (const char *typed, WayId *ret_ticket);
void way_ticket_get_user (const WayId *ticket, WayId *ret_user);

G_END_DECLS
