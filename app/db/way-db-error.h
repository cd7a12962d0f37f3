/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDbError: what can go wrong with the encrypted database.
 *
 * The engine's codes are translated once, here; no other room knows them.  A message never holds a
 * statement, a value or a path.
 */
#pragma once

#include "way-fail.h"

G_BEGIN_DECLS

typedef enum
{
  /* This program was put together with an engine that does not encrypt; nothing was opened. */
  WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE,
  /* The first page does not open: another key, another file, or damage there.  No one can tell. */
  WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED,
  /* The key fits and a later page does not, or the file is no database of ours. */
  WAY_DB_ERROR_DAMAGED,
  /* No room on the disk, or the quota is used up. */
  WAY_DB_ERROR_FULL,
  /* The file or its folder does not let us write. */
  WAY_DB_ERROR_READ_ONLY,
  /* Somebody else kept the file for longer than the busy time. */
  WAY_DB_ERROR_BUSY,
  /* The disk failed, a failing fsync included. */
  WAY_DB_ERROR_IO,
  /* Written by a newer version of Waymark. */
  WAY_DB_ERROR_NEWER_SCHEMA,
  /* No such file, and creating one was not asked for. */
  WAY_DB_ERROR_NOT_FOUND,
  /* There is a file already where a new one was asked for. */
  WAY_DB_ERROR_EXISTS,
  /* The row breaks a rule of its table. */
  WAY_DB_ERROR_CONSTRAINT,
  /* Anything else: a fault of the program or of the engine. */
  WAY_DB_ERROR_FAILED,
} WayDbError;

#define WAY_DB_ERROR (way_db_error_quark ())
GQuark way_db_error_quark (void);

G_END_DECLS
