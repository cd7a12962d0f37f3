/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayJournalMemory: the twin of the vault for sync: a WayJournal that keeps everything in memory,
 * and fails when a test says so.
 *
 * It merges nothing and shows nothing: it holds acts, and says which of them are pending.  On the
 * main context only.
 */
#pragma once

#include "way-journal.h"
#include "way-random.h"

G_BEGIN_DECLS

#define WAY_TYPE_JOURNAL_MEMORY (way_journal_memory_get_type ())
G_DECLARE_FINAL_TYPE (WayJournalMemory, way_journal_memory, WAY, JOURNAL_MEMORY, GObject)

/* (transfer full): a new vault, with device keys and no team. */
WayJournalMemory *way_journal_memory_new (WayRandom *random);
/* (transfer full): as if its files had been copied. */
WayJournalMemory *way_journal_memory_clone (WayJournalMemory *self);

/* An act of one operation, written here now: new words of a case's own front. */
void way_journal_memory_add (WayJournalMemory *self, const WayId *case_id, const char *text);

/* The same of any register: an act of one op, which supersedes all that is known of it, and where
 * @value removes the object all that is known of that. */
void way_journal_memory_add_change (WayJournalMemory *self,
                                    const WayId *case_id,
                                    guint16 kind,
                                    const WayId *object,
                                    guint16 group,
                                    GBytes *value,
                                    gint64 made_ms);
/* What is shown of the case: as if a person had closed it, or opened it again. */
void way_journal_memory_set_closed (WayJournalMemory *self,
                                    const WayId *case_id,
                                    WayJournalClosed closed);
/* (transfer none): WayJournalAct, in the order they came. */
GPtrArray *way_journal_memory_get_acts (WayJournalMemory *self);

/* The n-th write from now on fails, 1 is the next; 0: none. */
void way_journal_memory_fail_write (WayJournalMemory *self, guint n);

/* (transfer full): the texts of a case, in the order of its log, pending ones behind; sorted apart
 * from that. */
char **way_journal_memory_list (WayJournalMemory *self, const WayId *case_id);
guint way_journal_memory_count_pending (WayJournalMemory *self);
guint way_journal_memory_count_sealed (WayJournalMemory *self);
/* Entries of logs, and of the directory, that were read back. */
guint way_journal_memory_count_loaded (WayJournalMemory *self);
const WayId *way_journal_memory_get_user (WayJournalMemory *self);

G_END_DECLS
