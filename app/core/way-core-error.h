/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of room core.  Messages name fields and places, never what they hold.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_CORE_ERROR (way_core_error_quark ())
GQuark way_core_error_quark (void);

typedef enum
{
  WAY_CORE_ERROR_INVALID,      /* a value a person gave is refused; say what to write instead */
  WAY_CORE_ERROR_DAMAGED,      /* bytes are not what this program writes */
  WAY_CORE_ERROR_NEEDS_UPDATE, /* written by a newer Waymark */
  WAY_CORE_ERROR_NOT_FOUND,    /* no such person, object or version */
  WAY_CORE_ERROR_NOT_ALLOWED,  /* the rights table says no, or the time for changing it is over */
  WAY_CORE_ERROR_INCOMPLETE,   /* the plan cannot be finalised yet */
} WayCoreError;

G_END_DECLS
