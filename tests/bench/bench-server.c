/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server costs beside what nobody can leave out.
 *
 * An entry: sealed and signed by a laptop's writer, then judged and opened as by a member; the
 * floor is the calls to libsodium that this needs, with nothing of Waymark around them.
 *
 * A batch: sixty-four posts of one entry each, to as many logs, answered as one commit; the floor
 * puts the same bytes as rows into a file of the same settings and commits.  Without the network:
 * what a connection costs is in bench-sync.
 */
#include "bench.h"
#include "server-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include "way-db-plain.h"

#define POSTS 64
#define BATCHES 120
#define ENTRIES 50 /* in a measure */
#define MEASURES 40
#define CONTEXT 244
#define SIGNED 276
#define PADDED 1024
#define WORDS                                                                                      \
  "Talked about the room at Harbour Lane and the college place. The bus was late, and so were "    \
  "we. "                                                                                           \
  "The next step is the bursary form, which we fill in together on Thursday at the office. Bring " \
  "the letter from the college, the card of the bank and something with the new address on it. "   \
  "The key worker rings on Friday about the kitchen, and whether the room may be painted yellow. " \
  "If nobody is there, the number of the duty line is on the back of the plan."

/* -- an entry ---------------------------------------------------------------------------------- */

/* (transfer full) */
static Case *
new_case (Org *org, guint8 number)
{
  WayId log = { { 9, number } };

  return case_new (org, &log, g_ptr_array_index (org->laptops, 0));
}

static void
seal_and_open (Case *the_case, WayActs *acts, guint64 act)
{
  Laptop *laptop = g_ptr_array_index (the_case->org->laptops, 0);
  g_autoptr (GBytes) entry = case_make_ops (the_case, laptop, act, WORDS);
  g_autoptr (GPtrArray) ops = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (entry, &size);

  assert_verdict (way_log_append (&the_case->log, the_case->org->directory, bytes, size, NULL),
                  WAY_VERDICT_OK);
  assert_verdict (way_acts_take (acts, the_case->keys, bytes, size, &ops), WAY_VERDICT_OK);
}

typedef struct
{
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
  unsigned char key[32], text[PADDED], head[340], okm[64], hash[32], nonce[24];
  unsigned char sealed[PADDED + 16], opened[PADDED], signature[64];
} Bare;

static void
seal_and_open_bare (Bare *self)
{
  unsigned long long size;
  gboolean good;

  randombytes_buf (self->nonce, sizeof self->nonce);
  crypto_generichash (self->okm, sizeof self->okm, self->head, CONTEXT, self->key, 32);
  crypto_aead_xchacha20poly1305_ietf_encrypt (self->sealed, &size, self->text, PADDED, self->head,
                                              CONTEXT, NULL, self->nonce, self->okm);
  crypto_generichash (self->hash, sizeof self->hash, self->sealed, sizeof self->sealed, NULL, 0);
  crypto_sign_detached (self->signature, NULL, self->head, SIGNED, self->secret_key);

  crypto_generichash (self->hash, sizeof self->hash, self->sealed, sizeof self->sealed, NULL, 0);
  good = crypto_sign_verify_detached (self->signature, self->head, SIGNED, self->public_key) == 0;
  crypto_generichash (self->hash, sizeof self->hash, self->head, sizeof self->head, NULL, 0);
  crypto_generichash (self->hash, sizeof self->hash, self->hash, sizeof self->hash, NULL, 0);
  crypto_generichash (self->okm, sizeof self->okm, self->head, CONTEXT, self->key, 32);
  good = good
         && crypto_aead_xchacha20poly1305_ietf_decrypt (self->opened, &size, NULL, self->sealed,
                                                        sizeof self->sealed, self->head, CONTEXT,
                                                        self->nonce, self->okm)
                == 0;
  g_assert_true (good);
}

static gboolean
measure_entries (gboolean floor_only)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Sealing and opening an entry",
                                     .ours_is = "sealed, signed, judged and opened",
                                     .floor_is = "the calls to libsodium alone",
                                     .rule = BENCH_RATIO, .clock = BENCH_THREAD, .limit = 1.5,
                                     .per = ENTRIES, .unit = "ms an entry");
  g_autoptr (Org) org = org_new (3);
  g_autoptr (Case) the_case = new_case (org, 0);
  g_autoptr (WayActs) acts = way_acts_new (way_log_get_id (the_case->log), op_read, NULL);
  Bare bare = { 0 };
  guint64 act = 0;

  crypto_sign_keypair (bare.public_key, bare.secret_key);
  for (guint i = 0; i < MEASURES; i++)
    {
      BenchMoment began = bench_moment ();

      for (guint n = 0; n < ENTRIES; n++)
        seal_and_open_bare (&bare);
      bench_spent_floor (&bench, &began);
      if (floor_only)
        continue;
      began = bench_moment ();
      for (guint n = 0; n < ENTRIES; n++)
        seal_and_open (the_case, acts, ++act);
      bench_spent_ours (&bench, &began);
    }
  return bench_report (&bench);
}

/* -- a batch ----------------------------------------------------------------------------------- */

static void
die_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

typedef struct
{
  ServerFixture server;
  Case *cases[POSTS];
  GBytes *entries[POSTS];
  WayRequest *requests[POSTS];
  char *path;
  WayDb *rows;
} Load;

static void
load_init (Load *self)
{
  g_autoptr (GError) error = NULL;

  server_fixture_set_up_ready (&self->server, NULL);
  self->server.limits.fresh.at_once = self->server.limits.device.at_once = 10000000;
  server_fixture_restart (&self->server);
  for (guint i = 0; i < POSTS; i++)
    {
      self->cases[i] = new_case (self->server.org, (guint8)(i + 1));
      server_bring_case (&self->server, self->cases[i],
                         g_ptr_array_index (self->server.org->laptops, 0));
    }
  self->path = g_build_filename (self->server.folder, "rows.db", NULL);
  self->rows = way_db_plain_open (self->path, WAY_DB_CREATE, &error);
  die_on (error);
  way_db_exec (self->rows,
               "CREATE TABLE entry (log INTEGER, seq INTEGER, bytes BLOB, PRIMARY KEY (log, seq))"
               " WITHOUT ROWID",
               &error);
  die_on (error);
}

static void
load_clear (Load *self)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  way_db_unref (self->rows);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strconcat (self->path, tails[i], NULL);

      g_unlink (path);
    }
  g_free (self->path);
  for (guint i = 0; i < POSTS; i++)
    case_free (self->cases[i]);
  server_fixture_tear_down (&self->server, NULL);
}

static void
write_batch (Load *self, guint64 act)
{
  Laptop *laptop = g_ptr_array_index (self->server.org->laptops, 0);

  for (guint i = 0; i < POSTS; i++)
    {
      g_autofree char *path = server_case_path (way_log_get_id (self->cases[i]->log), "log");

      self->entries[i] = case_make_ops (self->cases[i], laptop, act, WORDS);
      assert_verdict (case_append (self->cases[i], self->entries[i]), WAY_VERDICT_OK);
      self->requests[i] = server_request (&self->server, laptop, "POST", path);
      self->requests[i]->content_type = g_strdup ("application/octet-stream");
      self->requests[i]->body = server_stream (&self->entries[i], 1);
    }
}

static void
forget_batch (Load *self)
{
  for (guint i = 0; i < POSTS; i++)
    {
      g_clear_pointer (&self->entries[i], g_bytes_unref);
      g_clear_pointer (&self->requests[i], way_request_free);
    }
}

static void
answer_batch (Load *self)
{
  WayAnswer *answers[POSTS];

  way_server_answer_all (self->server.server, self->requests, POSTS, answers);
  for (guint i = 0; i < POSTS; i++)
    {
      g_assert_cmpuint (answers[i]->status, ==, 200);
      way_answer_free (answers[i]);
    }
}

static void
insert_batch (Load *self, guint64 act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayTxn) txn = way_txn_begin (self->rows, &error);

  die_on (error);
  for (guint i = 0; i < POSTS; i++)
    {
      g_autoptr (WayStmt) stmt = way_stmt_new (self->rows, "INSERT INTO entry VALUES (?1, ?2, ?3)",
                                               &error);

      die_on (error);
      way_stmt_bind_int64 (stmt, 1, i);
      way_stmt_bind_int64 (stmt, 2, (gint64)act);
      way_stmt_bind_blob (stmt, 3, g_bytes_get_data (self->entries[i], NULL),
                          g_bytes_get_size (self->entries[i]));
      way_stmt_run (stmt, &error);
      die_on (error);
    }
  if (!way_txn_commit (txn, &error))
    die_on (error);
}

static gboolean
measure_batches (gboolean floor_only)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Sixty-four posts in a commit",
                                     .ours_is = "judged, put in order, written and answered",
                                     .floor_is = "the same bytes as rows, and a commit",
                                     .rule = BENCH_RATIO, .clock = BENCH_WALL, .limit = 2.0,
                                     .unit = "ms");
  Load load = { 0 };

  load_init (&load);
  for (guint i = 1; i <= BATCHES; i++)
    {
      double began;

      write_batch (&load, i);
      began = bench_now ();
      insert_batch (&load, i);
      bench_add_floor (&bench, began);
      if (!floor_only)
        {
          began = bench_now ();
          answer_batch (&load);
          bench_add_ours (&bench, began);
        }
      forget_batch (&load);
    }
  load_clear (&load);
  return bench_report (&bench);
}

int
main (int argc, char *argv[])
{
  BenchOptions options;
  gboolean good;

  if (!bench_start (argc, argv, POSTS, &options))
    return 2;
  good = measure_entries (options.floor_only);
  return measure_batches (options.floor_only) && good ? 0 : 1;
}
