/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayServerError: what can go wrong in the server, as the person who runs it is told.  What a
 * laptop is told are reasons (way-reason.h).
 */
#pragma once

#include "way-fail.h"

G_BEGIN_DECLS

typedef enum
{
  /* The storage has something else at this place already: nothing was written. */
  WAY_SERVER_ERROR_TAKEN,
  /* The data folder is in use by another server. */
  WAY_SERVER_ERROR_IN_USE,
  /* The storage holds what no judge accepts, or its parts do not agree. */
  WAY_SERVER_ERROR_DAMAGED,
  /* An option or a line of the configuration cannot be followed. */
  WAY_SERVER_ERROR_OPTION,
  /* Anything else. */
  WAY_SERVER_ERROR_FAILED,
} WayServerError;

#define WAY_SERVER_ERROR (way_server_error_quark ())
GQuark way_server_error_quark (void);

G_END_DECLS
