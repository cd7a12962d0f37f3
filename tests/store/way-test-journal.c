/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-journal.h"

#include <string.h>
#include "way-seal.h"

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

WayJournalState *
way_test_journal_load (WayTestVault *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayJournalState *state;

  way_journal_load (WAY_JOURNAL (self->vault), NULL, take_result_cb, &result);
  state = way_journal_load_finish (WAY_JOURNAL (self->vault), wait_for (&result), &error);
  g_assert_no_error (error);
  return state;
}

WayJournalLog *
way_test_journal_load_log (WayTestVault *self, const WayId *log)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayJournalLog *held;

  way_journal_load_log (WAY_JOURNAL (self->vault), log, 0, NULL, take_result_cb, &result);
  held = way_journal_load_log_finish (WAY_JOURNAL (self->vault), wait_for (&result), &error);
  g_assert_no_error (error);
  return held;
}

GPtrArray *
way_test_journal_list (WayTestVault *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *acts;

  way_journal_list_pending (WAY_JOURNAL (self->vault), NULL, take_result_cb, &result);
  acts = way_journal_list_pending_finish (WAY_JOURNAL (self->vault), wait_for (&result), &error);
  g_assert_no_error (error);
  return acts;
}

gboolean
way_test_journal_write (WayTestVault *self, WayJournalChange *change, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_journal_write (WAY_JOURNAL (self->vault), change, NULL, take_result_cb, &result);
  way_journal_change_unref (change);
  return way_journal_write_finish (WAY_JOURNAL (self->vault), wait_for (&result), error);
}

gboolean
way_test_journal_enter (WayTestVault *self, const WayJournalTeam *team, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) directory = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  guint8 head[WAY_HEAD_SIZE] = { 9 };

  g_ptr_array_add (directory, g_bytes_new_static ("genesis", 7));
  g_ptr_array_add (directory, g_bytes_new_static ("certificate", 11));
  way_journal_enter (WAY_JOURNAL (self->vault), team, directory, head, NULL, take_result_cb,
                     &result);
  return way_journal_enter_finish (WAY_JOURNAL (self->vault), wait_for (&result), error);
}

gboolean
way_test_journal_renew (WayTestVault *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_journal_renew_device (WAY_JOURNAL (self->vault), NULL, take_result_cb, &result);
  return way_journal_renew_device_finish (WAY_JOURNAL (self->vault), wait_for (&result), error);
}

WayJournalChange *
way_test_journal_change (
    WayTestVault *self, const WayId *case_id, GPtrArray *acts, const WayId *user, WayRoles roles)
{
  g_autoptr (WayJournalLog) held = way_test_journal_load_log (self, case_id);
  WayJournalChange *change = way_journal_change_new (case_id, held->entries->len);

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (acts, i);
      WayJournalAct *copy = way_journal_act_new ();
      g_autofree char *text = g_strdup_printf ("entry %u", held->entries->len + i + 1);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

      g_ptr_array_add (change->entries, way_journal_entry_new (bytes, 2));
      copy->case_id = act->case_id;
      copy->origin = act->origin;
      copy->act = act->act;
      for (guint o = 0; o < act->ops->len; o++)
        g_ptr_array_add (copy->ops, g_bytes_ref (g_ptr_array_index (act->ops, o)));
      copy->author = (WayAuthor){ *user, roles, change->after + i + 1 };
      g_ptr_array_add (change->acts, copy);
    }
  change->head[0] = (guint8)(change->after + change->entries->len);
  change->known = 2;
  return change;
}

GPtrArray *
way_test_journal_of_case (GPtrArray *acts, const WayId *case_id, guint n)
{
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < acts->len && some->len < n; i++)
    if (way_id_equal (&((WayJournalAct *)g_ptr_array_index (acts, i))->case_id, case_id))
      g_ptr_array_add (some, g_ptr_array_index (acts, i));
  return some;
}

static void
write_or_fail (WayTestVault *self, WayJournalChange *change)
{
  g_autoptr (GError) error = NULL;
  gboolean written = way_test_journal_write (self, change, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

void
way_test_journal_exchange (WayTestVault *from, WayTestVault *to)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (from);
  WayRoles roles = WAY_ROLE_ADVISER;

  for (guint i = 0; i < acts->len; i++)
    {
      const WayId *case_id = &((WayJournalAct *)g_ptr_array_index (acts, i))->case_id;
      g_autoptr (GPtrArray) some = NULL;

      if (i > 0
          && way_id_equal (case_id, &((WayJournalAct *)g_ptr_array_index (acts, i - 1))->case_id))
        continue;
      some = way_test_journal_of_case (acts, case_id, G_MAXUINT);
      write_or_fail (
          to, way_test_journal_change (to, case_id, some, way_vault_get_user (from->vault), roles));
      write_or_fail (from, way_test_journal_change (from, case_id, some,
                                                    way_vault_get_user (from->vault), roles));
    }
}

guint
way_test_journal_n_waiting (WayTestVault *self)
{
  g_autoptr (WayJournalState) state = way_test_journal_load (self);
  g_autoptr (GPtrArray) acts = way_test_journal_list (self);
  guint n = acts->len;

  for (guint i = 0; i < state->logs->len; i++)
    n += g_array_index (state->logs, WayJournalHeld, i).n_sealed;
  return n;
}

WayJournalTeam *
way_test_journal_team (WayTestVault *self, guint8 org)
{
  WayJournalTeam *team = way_journal_team_new ();
  guint8 bytes[WAY_KEY_SIZE] = { 77 };
  g_autoptr (WaySecret) seed = way_secret_new (bytes, sizeof bytes);
  WayBoxPublic recovery;

  way_box_public (seed, &recovery);
  team->server = g_strdup ("https://sync.example:8443");
  team->org.bytes[0] = org;
  team->team_log = *way_vault_get_team (self->vault);
  team->user = *way_vault_get_user (self->vault);
  team->roles = WAY_ROLE_ADVISER;
  memset (team->root_key, 5, sizeof team->root_key);
  memcpy (team->recovery_key, recovery.bytes, sizeof team->recovery_key);
  return team;
}

void
way_test_journal_seal_first (WayTestVault *vault, const WayId *person, guint64 dev_seq)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (vault);
  g_autoptr (GPtrArray) some = way_test_journal_of_case (acts, person, 1);
  WayJournalChange *change = way_test_journal_change (vault, person, NULL, &way_id_nil, 0);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("sealed bytes", 12);
  WayJournalSealed *sealed = way_journal_sealed_new (bytes);
  const WayJournalAct *act = g_ptr_array_index (some, 0);

  sealed->dev_seq = dev_seq;
  sealed->origin = act->origin;
  sealed->act = act->act;
  g_ptr_array_add (change->sealed, sealed);
  write_or_fail (vault, change);
}
