/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayStorage: where the server keeps what it was given.  A table of functions, one back end each;
 * tests/server/storage-suite.c is what every back end must pass.
 *
 * What a back end promises:
 *  1. Everything happens between begin and commit, reading too.  What commit answered TRUE to
 *     outlives a power cut, all of it; what was not committed is not there, none of it.
 *  2. An append names the position it is for.  Where that is not the next one, or one of the
 *     unique columns is taken, it fails with TAKEN and nothing of it is written.
 *  3. A fault of the disk is an error of the engine's own domain; after any error but TAKEN the
 *     transaction can only be rolled back.
 *  4. It judges nothing and knows no entry but by the columns given.
 *
 * Unique: dir.seq; entry (log, seq), (log, entry_id), (log, device, dev_seq); lane (log, place),
 * (log, hash); token, ticket; slot (ticket, slot).
 *
 * One thread: the server's worker.  Bytes handed out are (transfer full).
 */
#pragma once

#include "way-entry.h"
#include "way-server-error.h"

G_BEGIN_DECLS

/* A log as a row: length 0 where there is none. */
typedef struct
{
  guint64 length;
  WayHash head;
  guint64 tick; /* of its newest entry */
  gboolean erased;
} WayStoredLog;

/* An entry of a log; of the directory only seq, tick, received_ms and bytes. */
typedef struct
{
  guint64 seq;
  WayId entry_id, device;
  guint64 dev_seq;
  WayHash head; /* of the log, with it */
  guint64 tick; /* rises with every entry the server takes, of whatever log */
  guint64 received_ms;
  GBytes *bytes; /* (owned): header and body; header alone once the body was dropped */
} WayStoredEntry;

void way_stored_entry_clear (WayStoredEntry *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayStoredEntry, way_stored_entry_clear)

/* FALSE stops the reading, which is no error; the entry is the reader's to look at, not to keep. */
typedef gboolean (*WayEntryFunc) (const WayStoredEntry *entry, gpointer data);
/* A log this device reads, up to @upto (0: all of it), changed last at @tick. */
typedef gboolean (*WayLogFunc) (const WayId *log, guint64 upto, guint64 tick, gpointer data);

/* What lets a device in for a while: what it logged in with, or an invitation. */
typedef enum
{
  WAY_PASS_TOKEN,
  WAY_PASS_TICKET,
} WayPassKind;

typedef struct _WayStorage WayStorage;

typedef struct
{
  void (*free) (WayStorage *self);
  gboolean (*begin) (WayStorage *self, GError **error);
  gboolean (*commit) (WayStorage *self, GError **error);
  void (*roll_back) (WayStorage *self);

  /* Named bytes: NULL where there are none, which is no error. */
  gboolean (*get_meta) (WayStorage *self, const char *name, GBytes **ret_bytes, GError **error);
  gboolean (*set_meta) (WayStorage *self, const char *name, GBytes *bytes, GError **error);

  gboolean (*add_dir) (WayStorage *self, const WayStoredEntry *entry, GError **error);
  /* In order, behind @after. */
  gboolean (*read_dir) (
      WayStorage *self, guint64 after, WayEntryFunc function, gpointer data, GError **error);

  gboolean (*get_log) (WayStorage *self, const WayId *log, WayStoredLog *ret_log, GError **error);
  gboolean (*add_entry) (WayStorage *self,
                         const WayId *log,
                         const WayStoredEntry *entry,
                         GError **error);
  gboolean (*read_log) (WayStorage *self,
                        const WayId *log,
                        guint64 after,
                        WayEntryFunc function,
                        gpointer data,
                        GError **error);
  /* 0 where it is not there. */
  gboolean (*find_entry) (
      WayStorage *self, const WayId *log, const WayId *entry_id, guint64 *ret_seq, GError **error);
  /* Of one entry; its header stays. */
  gboolean (*drop_body) (WayStorage *self, const WayId *log, guint64 seq, GError **error);
  /* Of all entries before @seq, and marks the log erased. */
  gboolean (*erase) (WayStorage *self, const WayId *log, guint64 seq, GError **error);
  /* From @seq, taken at @tick, exactly @devices read on; who did before and does not now reads up
   * to @seq. */
  gboolean (*set_readers) (WayStorage *self,
                           const WayId *log,
                           guint64 seq,
                           guint64 tick,
                           const WayId *devices,
                           gsize n_devices,
                           GError **error);
  /* FALSE in @ret_reads where it never read it; @ret_upto 0: all of it. */
  gboolean (*get_reader) (WayStorage *self,
                          const WayId *log,
                          const WayId *device,
                          gboolean *ret_reads,
                          guint64 *ret_upto,
                          GError **error);
  /* Logs of @device (NULL: all logs) that changed for it after @tick, by tick. */
  gboolean (*list_logs) (WayStorage *self,
                         const WayId *device,
                         guint64 tick,
                         WayLogFunc function,
                         gpointer data,
                         GError **error);

  /* Places count from 1 in each log. */
  gboolean (*add_lane) (WayStorage *self,
                        const WayId *log,
                        const WayHash *hash,
                        const WayStoredEntry *entry,
                        GError **error);
  gboolean (*read_lane) (WayStorage *self,
                         const WayId *log,
                         guint64 after,
                         WayEntryFunc function,
                         gpointer data,
                         GError **error);
  gboolean (*find_lane) (WayStorage *self,
                         const WayId *log,
                         const WayHash *hash,
                         guint64 *ret_place,
                         guint64 *ret_length,
                         GError **error);

  gboolean (*add_pass) (WayStorage *self,
                        WayPassKind kind,
                        const WayHash *hash,
                        const WayId *device,
                        guint64 expires_ms,
                        GError **error);
  /* @ret_expires_ms 0 where there is none. */
  gboolean (*get_pass) (WayStorage *self,
                        WayPassKind kind,
                        const WayHash *hash,
                        WayId *ret_device,
                        guint64 *ret_expires_ms,
                        GError **error);
  /* With its mailbox; fine where there is none. */
  gboolean (*remove_ticket) (WayStorage *self, const WayHash *hash, GError **error);
  gboolean (*count_tickets) (WayStorage *self, const WayId *device, guint64 *ret_n, GError **error);
  gboolean (*add_slot) (
      WayStorage *self, const WayHash *ticket, guint slot, GBytes *bytes, GError **error);
  /* NULL where nobody wrote. */
  gboolean (*get_slot) (
      WayStorage *self, const WayHash *ticket, guint slot, GBytes **ret_bytes, GError **error);

  /* Who was given which entries of which log, and when. */
  gboolean (*add_audit) (WayStorage *self,
                         guint64 at_ms,
                         const WayId *device,
                         const WayId *log,
                         guint64 after,
                         guint64 upto,
                         GError **error);
  /* Tokens and tickets whose time is over at @now_ms, audit from before @audit_ms. */
  gboolean (*sweep) (WayStorage *self, guint64 now_ms, guint64 audit_ms, GError **error);
} WayStorageClass;

struct _WayStorage
{
  const WayStorageClass *klass;
};

void way_storage_free (WayStorage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStorage, way_storage_free)

G_END_DECLS
