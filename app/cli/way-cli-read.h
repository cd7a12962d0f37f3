/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading what was typed, piped or named: secrets byte by byte into memory that is wiped, all else
 * in whole files and whole lines, never more than a limit.  Blocking.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

/* More than any passphrase has, so that one which is too long is told so. */
#define WAY_CLI_SECRET_LINE_MAX 8192

/* What a command reads at once: a little more than exchange takes, which then says so itself. */
#define WAY_CLI_INPUT_MAX (97u * 1024 * 1024)

/* (transfer full): the next line of @fd without its end; nothing after it was read.  Empty at the
 * end of the file, and then @ret_ended (nullable) is TRUE.  FAILED where @fd cannot be read. */
WaySecret *way_cli_read_secret_line (int fd, gboolean *ret_ended, GError **error);

/* (transfer full): all of a small file that holds a secret. */
WaySecret *way_cli_read_secret_file (const char *path, GError **error);

/* (transfer full): all of @fd, or of the file @path, which may be a pipe.  REFUSED where it is
 * longer than WAY_CLI_INPUT_MAX. */
GBytes *way_cli_read_fd (int fd, GError **error);
GBytes *way_cli_read_file (const char *path, GError **error);

/* -- lines of any length -- */

typedef struct
{
  int fd;
  GByteArray *bytes; /* (owned): read and not yet given */
  gsize seen;        /* of these, without a line end */
  gboolean ended;
} WayCliLines;

void way_cli_lines_init (WayCliLines *self, int fd);
void way_cli_lines_clear (WayCliLines *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCliLines, way_cli_lines_clear)

/* (transfer full) (nullable): the next line without its end; NULL without an error after the last.
 * A line over WAY_CLI_INPUT_MAX is passed over and REFUSED; the next call gives the one after. */
GBytes *way_cli_lines_next (WayCliLines *self, GError **error);

G_END_DECLS
