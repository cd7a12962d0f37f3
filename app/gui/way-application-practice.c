/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice vault: made from data/practice.json at the first `waymark --practice`, its dates
 * moved to today.
 */
#include "way-application-private.h"

#include <string.h>
#include "way-case-after.h"
#include "way-exchange-data.h"
#include "way-importer.h"
#include "way-passphrase.h"
#include "way-practice.h"
#include "way-team-lines.h"

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  GError *error = NULL;

  if (!way_repository_commit_finish (WAY_REPOSITORY (source), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  way_application_lay_desk (self);
  g_task_return_boolean (task, TRUE);
}

/* Who practises: the adviser and council that the practice caseload's own pages speak of; and that
 * it is practice. */
static void
add_team (WayApplication *self, GPtrArray *acts)
{
  static const WayTeamLines lines = { .name = "Ros Whitfield",
                                      .phone = "01632 960 123",
                                      .council = "Linden Council",
                                      .team = "Leaving care team" };
  const WayId *team = way_vault_get_team (self->vault);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (WayCase) before = way_case_new (team, nothing);
  WayAct *act = way_team_lines_build (&lines, team, way_vault_get_user (self->vault), NULL);
  g_autoptr (WayCase) after = way_case_after (before, act, way_clock_now (self->clock));

  g_ptr_array_add (acts, act);
  g_ptr_array_add (acts, way_practice_begin (after));
}

static GPtrArray *
build_acts (WayApplication *self, GError **error)
{
  g_autoptr (GBytes) document = way_exchange_get_practice ();
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayImportOptions options = { .reference = self->reference,
                               .random = self->random,
                               .today = way_clock_today (self->clock),
                               .practice = TRUE };
  g_autoptr (WayImporter) importer = way_importer_new (document, &options, error);
  WayImportedPerson *next;

  if (importer == NULL)
    return NULL;
  add_team (self, acts);
  while ((next = way_importer_next (importer)) != NULL)
    {
      g_autoptr (WayImportedPerson) person = next;

      if (person->act != NULL)
        g_ptr_array_add (acts, g_steal_pointer (&person->act));
    }
  return g_steal_pointer (&acts);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  GError *error = NULL;
  GPtrArray *acts = NULL;

  if (way_vault_finish (self->vault, result, NULL, &error))
    acts = build_acts (self, &error);
  if (acts == NULL)
    g_task_return_error (task, error);
  else
    way_repository_commit (WAY_REPOSITORY (self->vault), acts, NULL, imported_cb,
                           g_steal_pointer (&task));
}

void
way_application_make_practice (WayApplication *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autoptr (WaySecret) passphrase = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, way_application_make_practice);
  passphrase = way_passphrase_read (WAY_PRACTICE_PASSPHRASE, strlen (WAY_PRACTICE_PASSPHRASE),
                                    &error);
  if (passphrase == NULL)
    g_task_return_error (task, error);
  else
    way_vault_create (self->vault, passphrase, created_cb, g_steal_pointer (&task));
}
