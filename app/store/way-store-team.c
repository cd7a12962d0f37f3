/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The organisation this laptop belongs to, as it pinned it, and how far it has come with it.
 */
#include "way-store-journal.h"

#include <string.h>
#include "way-value.h"

#define META_TEAM "team"
#define META_USER "user"
#define META_JOINED "joined"
#define META_CURSOR "cursor"
#define META_SYNCED "synced"
#define JOINED_TYPE "(sssayayayayayu)"
#define ALL_ROLES (WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER)

/* -- the team ---------------------------------------------------------------------------------- */

static GVariant *
new_key (const guint8 *key)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, key, WAY_HEAD_SIZE, 1);
}

static gboolean
get_key (GVariant *joined, gsize index, guint8 *ret_key)
{
  g_autoptr (GVariant) value = g_variant_get_child_value (joined, index);
  gsize size;
  gconstpointer bytes = g_variant_get_fixed_array (value, &size, 1);

  if (size != WAY_HEAD_SIZE)
    return FALSE;
  memcpy (ret_key, bytes, size);
  return TRUE;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static GBytes *
team_to_bytes (const WayJournalTeam *team)
{
  return way_value_to_bytes (
      g_variant_new ("(sss@ay@ay@ay@ay@ayu)", or_empty (team->server), or_empty (team->ca_pem),
                     or_empty (team->setup), way_value_new_id (&team->org),
                     way_value_new_id (&team->team_log), way_value_new_id (&team->user),
                     new_key (team->root_key), new_key (team->recovery_key), (guint32)team->roles));
}

static char *
dup_if_any (GVariant *joined, gsize index)
{
  g_autofree char *text = way_value_dup_string (joined, index);

  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (transfer full) (nullable) */
static WayJournalTeam *
team_from_bytes (GBytes *bytes)
{
  g_autoptr (GVariant) joined = way_value_from_bytes (bytes, G_VARIANT_TYPE (JOINED_TYPE));
  g_autoptr (WayJournalTeam) team = way_journal_team_new ();
  guint32 roles;

  if (joined == NULL || !way_value_get_id (joined, 3, &team->org)
      || !way_value_get_id (joined, 4, &team->team_log)
      || !way_value_get_id (joined, 5, &team->user) || !get_key (joined, 6, team->root_key)
      || !get_key (joined, 7, team->recovery_key))
    return NULL;
  team->server = way_value_dup_string (joined, 0);
  team->ca_pem = dup_if_any (joined, 1);
  team->setup = dup_if_any (joined, 2);
  g_variant_get_child (joined, 8, "u", &roles);
  team->roles = (WayRoles)roles;
  return g_steal_pointer (&team);
}

/* NULL where the vault is in none. */
static gboolean
load_joined (WayStore *self, WayJournalTeam **ret_team, GError **error)
{
  g_autoptr (GBytes) value = NULL;

  *ret_team = NULL;
  if (!way_store_find_meta (self, META_JOINED, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  *ret_team = team_from_bytes (value);
  return *ret_team != NULL || way_store_fail_page (error);
}

/* A vault without a team passes its own worker with every role, and so does one whose organisation
 * has not said what it may: what it writes is judged by all in its log. */
static void
take_team (WayStore *self, const WayJournalTeam *team)
{
  self->roles = team != NULL && team->roles != 0 ? team->roles : ALL_ROLES;
  self->in_team = team != NULL;
  if (team == NULL)
    return;
  self->user = team->user;
  self->team = team->team_log;
}

gboolean
way_store_load_team (WayStore *self, GError **error)
{
  g_autoptr (WayJournalTeam) team = NULL;

  if (!load_joined (self, &team, error))
    return FALSE;
  take_team (self, team);
  return TRUE;
}

gboolean
way_store_is_in_team (WayStore *self)
{
  return self->in_team;
}

/* -- entering one ------------------------------------------------------------------------------ */

/* The first time only; another organisation's logs stay that organisation's. */
static gboolean
begin_team (WayStore *self,
            const WayJournalTeam *team,
            GPtrArray *directory,
            const guint8 *head,
            GError **error)
{
  if (!way_id_equal (&self->team, &team->team_log)
      && !way_store_keep_back (self, &self->team, error))
    return FALSE;
  return way_store_set_meta (self, META_TEAM, team->team_log.bytes, WAY_ID_SIZE, error)
         && way_store_set_meta (self, META_USER, team->user.bytes, WAY_ID_SIZE, error)
         && way_store_replace_directory (self, directory, head, error);
}

gboolean
way_store_may_enter (WayStore *self, const WayJournalTeam *team, GError **error)
{
  g_autoptr (GArray) logs = g_array_new (FALSE, TRUE, sizeof (WayJournalHeld));
  g_autoptr (WayJournalTeam) present = NULL;

  if (!load_joined (self, &present, error))
    return FALSE;
  if (present == NULL || way_id_equal (&present->org, &team->org))
    return TRUE;
  if (!way_store_list_logs (self, logs, error))
    return FALSE;
  return logs->len == 0
         || way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED,
                      "This vault belongs to another organisation already. Nothing was changed; "
                      "join from a vault of its own.");
}

gboolean
way_store_enter (WayStore *self,
                 const WayJournalTeam *team,
                 GPtrArray *directory,
                 const guint8 *head,
                 GError **error)
{
  g_autoptr (WayTxn) txn = NULL;
  g_autoptr (WayJournalTeam) present = NULL;
  g_autoptr (GBytes) bytes = team_to_bytes (team);

  way_store_assert_worker (self);
  txn = way_txn_begin (self->db, error);
  if (txn == NULL || !load_joined (self, &present, error)
      || !way_store_may_enter (self, team, error))
    return FALSE;
  if ((present == NULL || !way_id_equal (&present->org, &team->org))
      && !begin_team (self, team, directory, head, error))
    return FALSE;
  if (!way_store_set_meta (self, META_JOINED, g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes), error)
      || !way_txn_commit (txn, error))
    return FALSE;
  take_team (self, team);
  return TRUE;
}

/* -- how far it has come ----------------------------------------------------------------------- */

gboolean
way_store_set_progress (WayStore *self, const WayJournalChange *change, GError **error)
{
  gint64 synced = GINT64_TO_LE (change->synced_ms);

  if (change->cursor != NULL
      && !way_store_set_meta (self, META_CURSOR, change->cursor, strlen (change->cursor), error))
    return FALSE;
  return change->synced_ms == 0
         || way_store_set_meta (self, META_SYNCED, &synced, sizeof synced, error);
}

static gboolean
load_progress (WayStore *self, WayJournalState *state, GError **error)
{
  g_autoptr (GBytes) cursor = NULL;
  g_autoptr (GBytes) synced = NULL;
  gint64 synced_ms;
  gsize size;

  if (!way_store_find_meta (self, META_CURSOR, &cursor, error)
      || !way_store_find_meta (self, META_SYNCED, &synced, error))
    return FALSE;
  if (cursor != NULL)
    state->cursor = g_strndup (g_bytes_get_data (cursor, &size), g_bytes_get_size (cursor));
  if (synced == NULL)
    return TRUE;
  if (g_bytes_get_size (synced) != sizeof synced_ms)
    return way_store_fail_page (error);
  memcpy (&synced_ms, g_bytes_get_data (synced, NULL), sizeof synced_ms);
  state->synced_ms = GINT64_FROM_LE (synced_ms);
  return TRUE;
}

static gboolean
load_directory (WayStore *self, WayJournalHeld *directory, GError **error)
{
  WayStoreLog log;

  if (!way_store_find_log (self, &way_id_nil, &log, error))
    return FALSE;
  directory->length = log.length;
  memcpy (directory->head, log.head, WAY_HEAD_SIZE);
  return TRUE;
}

WayJournalState *
way_store_load_state (WayStore *self, GError **error)
{
  g_autoptr (WayJournalState) state = way_journal_state_new ((GDestroyNotify)way_secret_unref);

  way_store_assert_worker (self);
  state->sign_seed = way_secret_ref (self->sign_seed);
  state->box_seed = way_secret_ref (self->box_seed);
  state->user = self->user;
  state->team_log = self->team;
  if (!load_joined (self, &state->team, error) || !load_directory (self, &state->directory, error)
      || !way_store_list_logs (self, state->logs, error)
      || !load_progress (self, state, error)
      /* Without a team nothing waits for one, and all that was ever written would be counted. */
      || (self->in_team && !way_store_count_waiting (self, &state->n_waiting, error)))
    return NULL;
  return g_steal_pointer (&state);
}
