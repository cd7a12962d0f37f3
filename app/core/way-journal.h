/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayJournal: what sync asks of the vault.  store implements it, on the same object as
 * WayRepository; way-journal-values.h has what goes in and comes out.
 *
 * Every verb is asynchronous and is called on the main context; results come back there.  What is
 * written is whole and on the disk before its callback runs, or nothing of it is.  A verb on a
 * vault that is locked, or is locked meanwhile, fails and has changed nothing.
 *
 * Nothing here removes an operation: absence is never deletion.
 */
#pragma once

#include "way-journal-values.h"

G_BEGIN_DECLS

#define WAY_TYPE_JOURNAL (way_journal_get_type ())
G_DECLARE_INTERFACE (WayJournal, way_journal, WAY, JOURNAL, GObject)

struct _WayJournalInterface
{
  GTypeInterface parent_iface;

  /* (transfer full): what the vault knows of team, server and logs now. */
  void (*load) (WayJournal *self,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data);
  WayJournalState *(*load_finish) (WayJournal *self, GAsyncResult *result, GError **error);

  /* (transfer full): what is held of @log (nil: the directory) behind position @after, and its
   * outbox; empty where that is nothing. */
  void (*load_log) (WayJournal *self,
                    const WayId *log,
                    guint64 after,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data);
  WayJournalLog *(*load_log_finish) (WayJournal *self, GAsyncResult *result, GError **error);

  /* (transfer full): GPtrArray of WayJournalAct: whole acts written here that neither stand in a
   * log (position 0) nor lie in the outbox, by case, then in the order they were written.  Acts of
   * a case that was the council's before way_journal_enter() gave it another stay here for good. */
  void (*list_pending) (WayJournal *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
  GPtrArray *(*list_pending_finish) (WayJournal *self, GAsyncResult *result, GError **error);

  /* Takes the change in one transaction (see WayJournalChange): NOT_ALLOWED, DAMAGED. */
  void (*write) (WayJournal *self,
                 WayJournalChange *change,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data);
  gboolean (*write_finish) (WayJournal *self, GAsyncResult *result, GError **error);

  /* This laptop belongs to @team from now on.  Slot R of vault.keys is sealed to its recovery key
   * first; then in one transaction: the team is pinned, its user is who writes here, its team log
   * is the case of council-wide objects, and @directory (GPtrArray of GBytes) with @head, 32 bytes,
   * is all that is held of the directory.  Entered again with the same org it only replaces team.
   * NOT_ALLOWED where the vault belongs to another organisation already, unless nothing was ever
   * held of a log. */
  void (*enter) (WayJournal *self,
                 const WayJournalTeam *team,
                 GPtrArray *directory,
                 const guint8 *head,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data);
  gboolean (*enter_finish) (WayJournal *self, GAsyncResult *result, GError **error);

  /* After a clone: new device keys and a new origin, and the outbox is emptied.  The logs and the
   * team stay, and so do pending acts; one whose ids the log turns out to have given to others gets
   * new ones when that is written (WayJournalChange). */
  void (*renew_device) (WayJournal *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
  gboolean (*renew_device_finish) (WayJournal *self, GAsyncResult *result, GError **error);
};

void way_journal_load (WayJournal *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
WayJournalState *way_journal_load_finish (WayJournal *self, GAsyncResult *result, GError **error);

void way_journal_load_log (WayJournal *self,
                           const WayId *log,
                           guint64 after,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
WayJournalLog *way_journal_load_log_finish (WayJournal *self, GAsyncResult *result, GError **error);

void way_journal_list_pending (WayJournal *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
GPtrArray *way_journal_list_pending_finish (WayJournal *self, GAsyncResult *result, GError **error);

void way_journal_write (WayJournal *self,
                        WayJournalChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean way_journal_write_finish (WayJournal *self, GAsyncResult *result, GError **error);

void way_journal_enter (WayJournal *self,
                        const WayJournalTeam *team,
                        GPtrArray *directory,
                        const guint8 *head,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean way_journal_enter_finish (WayJournal *self, GAsyncResult *result, GError **error);

void way_journal_renew_device (WayJournal *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
gboolean way_journal_renew_device_finish (WayJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
