/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCliCall: one command line, read: which command, its operands and options.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _WayCliCommand WayCliCommand;

typedef struct
{
  const WayCliCommand *command; /* (nullable): NULL where only --help or --version was asked */
  char *family;                 /* (owned) (nullable): --help: the first word of several commands */
  GPtrArray *operands;          /* (owned): char * */
  GHashTable *options;          /* (owned): name to value, "" where the option takes none */
  char *input;                  /* (owned) (nullable): batch: instead of standard input */
  gboolean in_batch;
} WayCliCall;

/* (transfer full): @words are those after the program's name, NULL-terminated, in any encoding.
 * USAGE. */
WayCliCall *way_cli_call_parse (const char *const *words, gboolean in_batch, GError **error);
void way_cli_call_free (WayCliCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCliCall, way_cli_call_free)

/* (nullable): NULL where it is not there. */
const char *way_cli_call_get_operand (const WayCliCall *self, guint index);
/* (nullable): NULL where the option was not given. */
const char *way_cli_call_get_option (const WayCliCall *self, const char *name);
gboolean way_cli_call_has_option (const WayCliCall *self, const char *name);
/* TRUE for --version, but where it is the command's own: the version of a plan. */
gboolean way_cli_call_asks_version (const WayCliCall *self);

/* (transfer full): what the command reads: its word in a batch, else all of standard input.  A
 * terminal is read too, after a sentence that says so. */
GBytes *way_cli_call_read_input (const WayCliCall *self, GError **error);

G_END_DECLS
