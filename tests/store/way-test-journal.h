/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal of a test vault, called as if it were synchronous, and a log that nobody seals: its
 * entries are what they say, so that one vault's acts can be handed to another.
 */
#pragma once

#include "way-journal.h"
#include "way-test-vault.h"

WayJournalState *way_test_journal_load (WayTestVault *self);
WayJournalLog *way_test_journal_load_log (WayTestVault *self, const WayId *log);
GPtrArray *way_test_journal_list (WayTestVault *self);
/* Takes @change. */
gboolean way_test_journal_write (WayTestVault *self, WayJournalChange *change, GError **error);
gboolean way_test_journal_enter (WayTestVault *self, const WayJournalTeam *team, GError **error);
gboolean way_test_journal_renew (WayTestVault *self, GError **error);

/* (transfer full): the log of @case_id goes on by one entry for each of @acts (WayJournalAct,
 * nullable), which stand there as written by @user with @roles. */
WayJournalChange *way_test_journal_change (
    WayTestVault *self, const WayId *case_id, GPtrArray *acts, const WayId *user, WayRoles roles);
/* (transfer full): of @acts those of one case, and only the first @n. */
GPtrArray *way_test_journal_of_case (GPtrArray *acts, const WayId *case_id, guint n);
/* Everything that waits in @from stands in its case's log, in both vaults. */
void way_test_journal_exchange (WayTestVault *from, WayTestVault *to);
/* The first act that waits goes into the outbox of this log. */
void way_test_journal_seal_first (WayTestVault *vault, const WayId *person, guint64 dev_seq);
/* Acts in no log yet, sealed or not, with a team or without. */
guint way_test_journal_n_waiting (WayTestVault *self);
/* (transfer full): a team of which this vault's worker is a member. */
WayJournalTeam *way_test_journal_team (WayTestVault *self, guint8 org);
