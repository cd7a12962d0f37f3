/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-journal.h"

G_DEFINE_INTERFACE (WayJournal, way_journal, G_TYPE_OBJECT)

static void
way_journal_default_init (WayJournalInterface *iface)
{
}

void
way_journal_load (WayJournal *self,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->load (self, cancellable, callback, data);
}

WayJournalState *
way_journal_load_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->load_finish (self, result, error);
}

void
way_journal_load_log (WayJournal *self,
                      const WayId *log,
                      guint64 after,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->load_log (self, log, after, cancellable, callback, data);
}

WayJournalLog *
way_journal_load_log_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->load_log_finish (self, result, error);
}

void
way_journal_list_pending (WayJournal *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->list_pending (self, cancellable, callback, data);
}

GPtrArray *
way_journal_list_pending_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->list_pending_finish (self, result, error);
}

void
way_journal_write (WayJournal *self,
                   WayJournalChange *change,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->write (self, change, cancellable, callback, data);
}

gboolean
way_journal_write_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->write_finish (self, result, error);
}

void
way_journal_enter (WayJournal *self,
                   const WayJournalTeam *team,
                   GPtrArray *directory,
                   const guint8 *head,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->enter (self, team, directory, head, cancellable, callback, data);
}

gboolean
way_journal_enter_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->enter_finish (self, result, error);
}

void
way_journal_renew_device (WayJournal *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  WAY_JOURNAL_GET_IFACE (self)->renew_device (self, cancellable, callback, data);
}

gboolean
way_journal_renew_device_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return WAY_JOURNAL_GET_IFACE (self)->renew_device_finish (self, result, error);
}
