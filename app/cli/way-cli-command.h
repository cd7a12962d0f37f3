/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table of commands: what they are called, what they take, and the function that does them.
 * --help, batch and the tests of man page and completion go by it.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-answer.h"
#include "way-cli-call.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* without the two hyphens */
  char letter;       /* the same in one letter; 0 = none */
  const char *value; /* (nullable): what stands for its value in help; NULL = it takes none */
  const char *help;
} WayCliOption;

typedef enum
{
  WAY_CLI_COMMAND_OPEN = 1 << 0,  /* needs the vault open */
  WAY_CLI_COMMAND_ALONE = 1 << 1, /* not in a batch */
  WAY_CLI_COMMAND_INPUT = 1 << 2, /* may read standard input; in a batch its last word instead */
} WayCliCommandFlags;

/* FALSE and @error where it failed; @answer is shown in both cases. */
typedef gboolean (*WayCliRun) (WayCli *cli,
                               const WayCliCall *call,
                               WayCliAnswer *answer,
                               GError **error);

struct _WayCliCommand
{
  const char *words;    /* "person add" */
  const char *operands; /* "ID", "[FILE]", as help shows them */
  guint min_operands, max_operands;
  WayCliCommandFlags flags;
  const WayCliOption *options; /* (nullable): ends with a NULL name */
  const char *help;            /* one sentence */
  WayCliRun run;
};

/* The table; @ret_n is its length. */
const WayCliCommand *way_cli_commands (guint *ret_n);

/* Options that stand before or after any command. */
extern const WayCliOption way_cli_global_options[];

/* (nullable) */
const WayCliOption *way_cli_find_option (const WayCliOption *options, const char *name, gsize size);
const WayCliOption *way_cli_find_letter (const WayCliOption *options, char letter);

/* -- help -- */

/* (transfer full) */
/* @family (nullable): only the commands that begin with this word. */
char *way_cli_help (const char *family);
char *way_cli_command_help (const WayCliCommand *command);

/* -- the functions, one file for each family -- */

#define WAY_CLI_RUN(name)                                                                          \
  gboolean way_cli_run_##name (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer,          \
                               GError **error)

WAY_CLI_RUN (init);
WAY_CLI_RUN (keys);
WAY_CLI_RUN (keys_keyring);
WAY_CLI_RUN (keys_passphrase);
WAY_CLI_RUN (keys_new_sheet);
WAY_CLI_RUN (passphrase);
WAY_CLI_RUN (recover);
WAY_CLI_RUN (person_add);
WAY_CLI_RUN (person_list);
WAY_CLI_RUN (person_show);
WAY_CLI_RUN (person_close);
WAY_CLI_RUN (person_reopen);
WAY_CLI_RUN (edit);
WAY_CLI_RUN (contact_add);
WAY_CLI_RUN (conflicts);
WAY_CLI_RUN (resolve);
WAY_CLI_RUN (import);
WAY_CLI_RUN (export);
WAY_CLI_RUN (report_oc3);
WAY_CLI_RUN (report_annex_a_9);
WAY_CLI_RUN (report_calendar);
WAY_CLI_RUN (search);
WAY_CLI_RUN (plan_show);
WAY_CLI_RUN (plan_finalise);
WAY_CLI_RUN (plan_versions);
WAY_CLI_RUN (plan_compare);
WAY_CLI_RUN (print);
WAY_CLI_RUN (team_check_proof);
WAY_CLI_RUN (team_create);
WAY_CLI_RUN (team_invite);
WAY_CLI_RUN (team_join);
WAY_CLI_RUN (team_approve);
WAY_CLI_RUN (team_members);
WAY_CLI_RUN (team_prove);
WAY_CLI_RUN (team_confirm_restore);
WAY_CLI_RUN (team_revoke);
WAY_CLI_RUN (case_accept_late);
WAY_CLI_RUN (case_allocate);
WAY_CLI_RUN (case_decline_late);
WAY_CLI_RUN (case_handover);
WAY_CLI_RUN (case_late);
WAY_CLI_RUN (sync);
WAY_CLI_RUN (status);
WAY_CLI_RUN (check);
WAY_CLI_RUN (rebuild);
WAY_CLI_RUN (backup);
WAY_CLI_RUN (restore);
WAY_CLI_RUN (batch);

G_END_DECLS
