/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of room store: what can keep an adviser from opening or keeping work.
 */
#pragma once

#include "way-fail.h"

G_BEGIN_DECLS

#define WAY_STORE_ERROR (way_store_error_quark ())
GQuark way_store_error_quark (void);

typedef enum
{
  WAY_STORE_ERROR_LOCKED,           /* the vault is not open */
  WAY_STORE_ERROR_WRONG_PASSPHRASE, /* try again; nothing is deleted */
  WAY_STORE_ERROR_WAIT,             /* too many tries just now */
  WAY_STORE_ERROR_IN_USE,           /* another Waymark has this vault open */
  WAY_STORE_ERROR_NO_VAULT,         /* nothing there to open */
  WAY_STORE_ERROR_EXISTS,           /* something is there already; nothing was made */
  WAY_STORE_ERROR_KEYRING,          /* the keyring does not give its half: locked, absent, gone */
  WAY_STORE_ERROR_DAMAGED,          /* a file of the vault is damaged or is another vault's */
  WAY_STORE_ERROR_NEWER,            /* written by a newer Waymark */
  WAY_STORE_ERROR_FULL,             /* the disk is full */
  WAY_STORE_ERROR_IO,               /* a file cannot be read or written */
  WAY_STORE_ERROR_REFUSED,   /* the record does not allow it: rights, a live draft, too much */
  WAY_STORE_ERROR_NOT_FOUND, /* no such person or object */
  WAY_STORE_ERROR_READ_ONLY, /* nothing can be written there: the folder's rights, the medium */
} WayStoreError;

G_END_DECLS
