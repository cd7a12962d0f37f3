/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-fail.h"
#include "way-i18n.h"

#define PART_SIZE 65536

static gssize
read_some (int fd, gpointer buffer, gsize size)
{
  gssize n;

  do
    n = read (fd, buffer, size);
  while (n < 0 && errno == EINTR);
  return n;
}

static gboolean
fail_read (GError **error, int saved_errno)
{
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED, _ ("A file cannot be read: %s."),
                   g_strerror (saved_errno));
}

static gboolean
fail_long (GError **error)
{
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                   _ ("This is more than can be read at once: 96 MiB is the most."));
}

static int
open_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    fail_read (error, errno);
  return fd;
}

/* -- secrets ----------------------------------------------------------------------------------- */

typedef struct
{
  guint8 bytes[WAY_CLI_SECRET_LINE_MAX + 1];
  gsize size;
} Typed;

static void
typed_clear (Typed *self)
{
  way_secret_wipe (self, sizeof *self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

/* A byte more than the limit is kept, so that what is too long stays too long. */
static void
typed_add (Typed *self, guint8 byte)
{
  if (self->size < sizeof self->bytes)
    self->bytes[self->size++] = byte;
}

WaySecret *
way_cli_read_secret_line (int fd, gboolean *ret_ended, GError **error)
{
  g_auto (Typed) typed = { .size = 0 };
  guint8 byte = 0;
  gssize n;

  while ((n = read_some (fd, &byte, 1)) == 1 && byte != '\n')
    typed_add (&typed, byte);
  byte = 0;
  if (n < 0)
    {
      fail_read (error, errno);
      return NULL;
    }
  if (typed.size > 0 && typed.bytes[typed.size - 1] == '\r')
    typed.size--;
  if (ret_ended != NULL)
    *ret_ended = n == 0;
  return way_secret_new (typed.bytes, typed.size);
}

WaySecret *
way_cli_read_secret_file (const char *path, GError **error)
{
  g_auto (Typed) typed = { .size = 0 };
  gboolean is_input = g_str_equal (path, "-");
  int fd = is_input ? STDIN_FILENO : open_file (path, error);
  guint8 byte = 0;
  gssize n;
  int saved_errno;

  if (fd < 0)
    return NULL;
  while ((n = read_some (fd, &byte, 1)) == 1 && typed.size < sizeof typed.bytes)
    typed_add (&typed, byte);
  saved_errno = errno;
  byte = 0;
  if (!is_input)
    close (fd);
  if (n >= 0)
    return way_secret_new (typed.bytes, typed.size);
  fail_read (error, saved_errno);
  return NULL;
}

/* -- everything else --------------------------------------------------------------------------- */

GBytes *
way_cli_read_fd (int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *part = g_malloc (PART_SIZE);
  gssize n;

  while ((n = read_some (fd, part, PART_SIZE)) > 0)
    {
      g_byte_array_append (bytes, part, (guint)n);
      if (bytes->len > WAY_CLI_INPUT_MAX)
        {
          fail_long (error);
          return NULL;
        }
    }
  if (n == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  fail_read (error, errno);
  return NULL;
}

GBytes *
way_cli_read_file (const char *path, GError **error)
{
  int fd = open_file (path, error);
  GBytes *bytes;

  if (fd < 0)
    return NULL;
  bytes = way_cli_read_fd (fd, error);
  close (fd);
  return bytes;
}

/* -- lines ------------------------------------------------------------------------------------- */

void
way_cli_lines_init (WayCliLines *self, int fd)
{
  *self = (WayCliLines){ .fd = fd, .bytes = g_byte_array_new () };
}

void
way_cli_lines_clear (WayCliLines *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

/* Reads more; FALSE at the end of the file, and with @error where it cannot be read. */
static gboolean
fill (WayCliLines *self, GError **error)
{
  guint before = self->bytes->len;
  gssize n;

  self->seen = before;
  g_byte_array_set_size (self->bytes, before + PART_SIZE);
  n = read_some (self->fd, self->bytes->data + before, PART_SIZE);
  g_byte_array_set_size (self->bytes, before + (guint)MAX (n, 0));
  self->ended = n <= 0;
  return n > 0 || (n < 0 && fail_read (error, errno));
}

static GBytes *
take_line (WayCliLines *self, gsize size, gsize with_end)
{
  GBytes *line = g_bytes_new (self->bytes->data, size);

  g_byte_array_remove_range (self->bytes, 0, (guint)with_end);
  self->seen = 0;
  return line;
}

static GBytes *
pass_over (WayCliLines *self, GError **error)
{
  for (;;)
    {
      const guint8 *end = memchr (self->bytes->data, '\n', self->bytes->len);

      if (end != NULL)
        {
          g_byte_array_remove_range (self->bytes, 0, (guint)(end - self->bytes->data) + 1);
          break;
        }
      g_byte_array_set_size (self->bytes, 0);
      if (!fill (self, NULL))
        break;
    }
  self->seen = 0;
  fail_long (error);
  return NULL;
}

GBytes *
way_cli_lines_next (WayCliLines *self, GError **error)
{
  for (;;)
    {
      const guint8 *start = self->bytes->data;
      const guint8 *end = self->bytes->len > self->seen
                              ? memchr (start + self->seen, '\n', self->bytes->len - self->seen)
                              : NULL;
      GError *reason = NULL;

      if (end != NULL)
        return take_line (self, (gsize)(end - start), (gsize)(end - start) + 1);
      if (self->bytes->len > WAY_CLI_INPUT_MAX)
        return pass_over (self, error);
      if (self->ended)
        return self->bytes->len > 0 ? take_line (self, self->bytes->len, self->bytes->len) : NULL;
      if (!fill (self, &reason) && reason != NULL)
        {
          g_propagate_error (error, reason);
          return NULL;
        }
    }
}
