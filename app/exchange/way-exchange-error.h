/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of room exchange.  Messages name places (a line, a member's name), never what stands
 * there.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_EXCHANGE_ERROR (way_exchange_error_quark ())
GQuark way_exchange_error_quark (void);

typedef enum
{
  WAY_EXCHANGE_ERROR_TOO_LARGE, /* larger, deeper or with more in it than this room reads */
  WAY_EXCHANGE_ERROR_NOT_JSON,  /* not JSON text in UTF-8 */
  WAY_EXCHANGE_ERROR_FORMAT,    /* JSON, but not a document this version reads */
  WAY_EXCHANGE_ERROR_REFUSED,   /* values are refused; the refusals say which and why */
} WayExchangeError;

G_END_DECLS
