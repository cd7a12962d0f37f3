/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestBook: the whole life that nothing disturbs, so that any chapter of it can be lived again
 * and disturbed, and compared with how it went.
 */
#pragma once

#include "way-test-life.h"

typedef struct
{
  const WayTestChapter *chapter;
  guint number;
  WayTestPage *page; /* (owned): before it */
  WayTestLife plan;  /* after it: only what was answered, the vaults are gone */
  GArray *hashes;    /* (owned): after it, of the vault that it writes (WayHash) */
  guint64 n_operations;
  GPtrArray
      *names; /* (owned): of the operations, index = number; NULL for plain work of the disk */
} WayTestReading;

/* (transfer full): WayTestReading, one for each chapter. */
GArray *way_test_book_live (WayTestFiles *files, gboolean keyring);

/* TRUE where it writes in the vault that it restores. */
gboolean way_test_reading_restores (const WayTestReading *self);
/* TRUE where operation @at is neither plain work of the disk nor a point of every save. */
gboolean way_test_reading_is_named (const WayTestReading *self, guint64 at);

/* A life at the beginning of the chapter. */
void way_test_reading_begin (const WayTestReading *self, WayTestLife *life, WayTestFiles *files);
/* What the program still holds closes; another one with other chance comes. */
void way_test_reading_end (const WayTestReading *self, WayTestLife *life);
