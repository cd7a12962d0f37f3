/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of room cli, and the exit code that any room's error becomes.
 *
 * No message repeats a word of the command line: it may be record content.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_CLI_ERROR (way_cli_error_quark ())
GQuark way_cli_error_quark (void);

typedef enum
{
  WAY_CLI_ERROR_FAILED,  /* it could not be done */
  WAY_CLI_ERROR_USAGE,   /* the command line is not one this program knows */
  WAY_CLI_ERROR_LOCKED,  /* there is nobody to ask for the passphrase */
  WAY_CLI_ERROR_REFUSED, /* what was given is refused; nothing was changed */
} WayCliError;

typedef enum
{
  WAY_CLI_EXIT_DONE = 0,
  WAY_CLI_EXIT_FAILED = 1,
  WAY_CLI_EXIT_USAGE = 2,
  WAY_CLI_EXIT_LOCKED = 3, /* locked, wrong passphrase, keyring, or open in another program */
  WAY_CLI_EXIT_REFUSED = 4,
} WayCliExit;

WayCliExit way_cli_exit_code (const GError *error);

G_END_DECLS
