/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include <string.h>
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-keys.h"
#include "way-cli-sheet.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-value.h"

static const char *
get_given (const WayCliCall *call, const char *name)
{
  const char *value = way_cli_call_get_option (call, name);

  return value != NULL ? value : "";
}

/* -- who works here ---------------------------------------------------------------------------- */

/* What init can write about worker and council: the options that make the members of one group. */
typedef struct
{
  guint16 kind, group;
  const char *options[2]; /* the second may be NULL */
} Line;

static const Line lines[] = {
  { WAY_KIND_WORKER, WAY_WORKER_NAME, { "name", NULL } },
  { WAY_KIND_WORKER, WAY_WORKER_PHONE, { "phone", NULL } },
  { WAY_KIND_COUNCIL, WAY_COUNCIL_NAME, { "council", "team" } },
  { WAY_KIND_COUNCIL, WAY_COUNCIL_NUMBERS, { "out-of-hours", "advocate" } },
};

static gboolean
is_given (const WayCliCall *call, const Line *line)
{
  return get_given (call, line->options[0])[0] != '\0'
         || (line->options[1] != NULL && get_given (call, line->options[1])[0] != '\0');
}

/* (transfer full) */
static GVariant *
build_value (const WayCliCall *call, const Line *line)
{
  GVariant *value;

  if (line->options[1] == NULL)
    value = g_variant_new ("(s)", get_given (call, line->options[0]));
  else
    value = g_variant_new ("(ss)", get_given (call, line->options[0]),
                           get_given (call, line->options[1]));
  return g_variant_ref_sink (value);
}

/* Asked before a vault is made: what is refused makes none. */
static gboolean
check_lines (WayCli *cli, const WayCliCall *call, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GVariant) value = build_value (call, &lines[i]);

      if (!way_value_check (way_schema_group (lines[i].kind, lines[i].group), value,
                            way_clock_today (cli->clock), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_lines (WayCli *cli, const WayCliCall *call, GError **error)
{
  const WayId *team = way_vault_get_team (cli->vault);
  const WayId *user = way_vault_get_user (cli->vault);
  g_autoptr (WayAct) act = way_act_new (team, 0);
  guint16 made = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const WayId *object = lines[i].kind == WAY_KIND_WORKER ? user : team;
      g_autoptr (GVariant) value = NULL;

      if (!is_given (call, &lines[i]))
        continue;
      value = build_value (call, &lines[i]);
      if (made != lines[i].kind)
        way_act_create (act, lines[i].kind, object);
      made = lines[i].kind;
      way_act_set (act, lines[i].kind, object, lines[i].group, value);
    }
  return act->changes->len == 0 || way_cli_commit (cli, g_steal_pointer (&act), error);
}

/* -- the vault --------------------------------------------------------------------------------- */

static gboolean
make_vault (WayCli *cli, WaySecret **ret_seed, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_cli_read_new_passphrase (cli, error);
  g_auto (WayCliWait) wait = { NULL };

  if (passphrase == NULL)
    return FALSE;
  way_vault_create (cli->vault, passphrase, way_cli_wait_cb, &wait);
  return way_vault_finish (cli->vault, way_cli_wait_for (&wait), ret_seed, error);
}

gboolean
way_cli_run_init (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayFile) sheet = { NULL };
  g_autoptr (WaySecret) seed = NULL;

  if (way_vault_exists (cli->vault))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     _ ("There is a vault here already. It was left as it is."));
  if (!check_lines (cli, call, error) || !way_cli_sheet_begin (&sheet, call, error)
      || !make_vault (cli, &seed, error))
    return FALSE;
  /* From here on the vault is made: whatever fails now, the sheet is given away. */
  way_cli_sheet_give (cli, call, &sheet, seed, answer);
  return way_cli_keys_tell (cli, answer, error) && write_lines (cli, call, error)
         && way_cli_sheet_confirm (cli, call, seed, error);
}
