/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault-tries.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-file.h"
#include "way-verify.h"

#define FREE_TRIES 5
#define WAIT_MAX_MS 60000
#define TEXT_MAX_SIZE 64   /* of the old form */
#define TRIES_MAX 1000000u /* more than anybody makes in a minute each */

/* -- slots ------------------------------------------------------------------------------------- */

#define MAGIC "WAYTRIES"
#define MAGIC_SIZE 8
#define N_NUMBERS 3 /* sequence, count, last_ms; little-endian */
#define SUMMED_SIZE (MAGIC_SIZE + 8 * N_NUMBERS)
#define SLOT_SIZE 512
#define N_SLOTS 2
#define FILE_SIZE (N_SLOTS * SLOT_SIZE)

typedef struct
{
  guint64 sequence; /* 0 = none yet */
  WayVaultTries tries;
} Slot;

static void
write_slot (const Slot *self, guint8 out[SLOT_SIZE])
{
  guint64 numbers[N_NUMBERS] = { GUINT64_TO_LE (self->sequence), GUINT64_TO_LE (self->tries.count),
                                 GUINT64_TO_LE ((guint64)self->tries.last_ms) };
  WayHash sum;

  memset (out, 0, SLOT_SIZE);
  memcpy (out, MAGIC, MAGIC_SIZE);
  memcpy (out + MAGIC_SIZE, numbers, sizeof numbers);
  way_hash (out, SUMMED_SIZE, &sum);
  memcpy (out + SUMMED_SIZE, sum.bytes, WAY_HASH_SIZE);
}

static gboolean
read_slot (const guint8 in[SLOT_SIZE], Slot *ret_slot)
{
  guint64 numbers[N_NUMBERS];
  WayHash sum;

  way_hash (in, SUMMED_SIZE, &sum);
  if (memcmp (in, MAGIC, MAGIC_SIZE) != 0 || memcmp (in + SUMMED_SIZE, sum.bytes, WAY_HASH_SIZE))
    return FALSE;
  memcpy (numbers, in + MAGIC_SIZE, sizeof numbers);
  ret_slot->sequence = GUINT64_FROM_LE (numbers[0]);
  ret_slot->tries.count = (guint)MIN (GUINT64_FROM_LE (numbers[1]), TRIES_MAX);
  ret_slot->tries.last_ms = (gint64)GUINT64_FROM_LE (numbers[2]);
  return TRUE;
}

static gboolean
parse_text (const char *data, gsize size, WayVaultTries *ret_tries)
{
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) parts = g_strsplit (g_strchomp (text), " ", 2);
  guint64 count;
  gint64 last_ms;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 0, TRIES_MAX, &count, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &last_ms, NULL))
    return FALSE;
  *ret_tries = (WayVaultTries){ (guint)count, last_ms };
  return TRUE;
}

/* A missing or garbled count is none: it slows a hand, it guards nothing (decisions.md 3). */
static Slot
read_newest (const char *dir)
{
  g_autoptr (GBytes) bytes = way_vault_read_small (dir, WAY_VAULT_TRIES, FILE_SIZE, NULL);
  Slot newest = { 0 }, slot;
  const guint8 *data;
  gsize size;

  if (bytes == NULL)
    return newest;
  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; size == FILE_SIZE && i < N_SLOTS; i++)
    if (read_slot (data + i * SLOT_SIZE, &slot) && slot.sequence > newest.sequence)
      newest = slot;
  if (size > 0 && size <= TEXT_MAX_SIZE)
    parse_text ((const char *)data, size, &newest.tries);
  return newest;
}

/* -- the file ---------------------------------------------------------------------------------- */

void
way_vault_read_tries (const char *dir, WayVaultTries *ret_tries)
{
  *ret_tries = read_newest (dir).tries;
}

/* The descriptor of a file that has both its slots, else -1. */
static int
open_slots (const char *dir)
{
  g_autofree char *path = way_vault_path (dir, WAY_VAULT_TRIES);
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
  struct stat info;

  if (fd < 0 || (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size == FILE_SIZE))
    return fd;
  close (fd);
  return -1;
}

static gboolean
overwrite (int fd, const guint8 *bytes, off_t at, GError **error)
{
  gboolean ok = lseek (fd, at, SEEK_SET) == at && way_file_write_all (fd, bytes, SLOT_SIZE)
                && fsync (fd) == 0;
  int saved_errno = errno;

  close (fd);
  return ok || way_vault_fail_file (error, saved_errno, "The count of tries cannot be written");
}

gboolean
way_vault_write_tries (const char *dir, const WayVaultTries *tries, GError **error)
{
  Slot slot = read_newest (dir);
  guint8 bytes[FILE_SIZE] = { 0 };
  off_t at;
  int fd = open_slots (dir);

  slot.sequence++;
  slot.tries = *tries;
  slot.tries.count = MIN (tries->count, TRIES_MAX);
  at = (off_t)(slot.sequence % N_SLOTS) * SLOT_SIZE;
  write_slot (&slot, bytes + at);
  if (fd >= 0)
    return overwrite (fd, bytes + at, at, error);
  return way_vault_write_small (dir, WAY_VAULT_TRIES, bytes, sizeof bytes, error);
}

/* -- where the disk takes nothing -------------------------------------------------------------- */

void
way_vault_recall_tries (const char *dir, const WayVaultTries *uncounted, WayVaultTries *ret_tries)
{
  way_vault_read_tries (dir, ret_tries);
  if (uncounted->count > ret_tries->count)
    *ret_tries = *uncounted;
}

gboolean
way_vault_count_tries (const char *dir,
                       const WayVaultTries *tries,
                       WayVaultTries *uncounted,
                       GError **error)
{
  GError *reason = NULL;

  *uncounted = (WayVaultTries){ 0, 0 };
  if (way_vault_write_tries (dir, tries, &reason))
    return TRUE;
  /* Whoever can fill the disk, or take the right to write, can take the count away as well. */
  if (!g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL)
      && !g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_error_free (reason);
  *uncounted = *tries;
  return TRUE;
}

gint64
way_vault_wait_ms (const WayVaultTries *tries, gint64 now_ms)
{
  gint64 wait, passed = now_ms - tries->last_ms;

  if (tries->count < FREE_TRIES)
    return 0;
  wait = tries->count - FREE_TRIES >= 6 ? WAIT_MAX_MS : (gint64)1000 << (tries->count - FREE_TRIES);
  return passed < 0 ? wait : MAX (wait - passed, 0);
}
