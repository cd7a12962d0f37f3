/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-edit.h"

#include "way-core-error.h"
#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-json-scan.h"
#include "way-person-read.h"

/* No act holds as many fields as would need more values than this. */
#define PATCH_VALUES_MAX (8u * WAY_ACT_MAX)

static WayAct *
fail_refused (GPtrArray *refusals, GError **error)
{
  return way_fail_null (
      error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_REFUSED,
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u value cannot be taken, so nothing was changed.",
                   "%u values cannot be taken, so nothing was changed.", refusals->len),
      refusals->len);
}

static WayAct *
read_patch (WayCase *self,
            const WayJsonScan *scan,
            const WayEditOptions *options,
            GPtrArray *ret_refusals,
            GError **error)
{
  WayReading reading = { .reference = options->reference,
                         .random = options->random,
                         .today = options->today,
                         .present = self,
                         .now_ms = options->now_ms,
                         .drafts = options->drafts };
  g_autoptr (JsonNode) node = way_json_scan_parse_all (scan);
  WayAct *act = NULL;

  way_reading_begin (&reading, way_case_get_id (self), options->made_ms);
  way_person_read (&reading, node);
  if (reading.refusals->len == 0)
    act = g_steal_pointer (&reading.act);
  else
    {
      fail_refused (reading.refusals, error);
      g_ptr_array_extend_and_steal (ret_refusals, g_steal_pointer (&reading.refusals));
    }
  way_reading_clear (&reading);
  return act;
}

WayAct *
way_edit_read (WayCase *self,
               GBytes *patch,
               const WayEditOptions *options,
               GPtrArray *ret_refusals,
               GError **error)
{
  const WayObject *person = way_case_get_person (self);
  g_autoptr (WayJsonScan) scan = NULL;

  if (person == NULL || person->life == WAY_LIFE_REMOVED)
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
                          "There is no such person in this vault.");
  scan = way_json_scan (patch, NULL, error);
  if (scan == NULL)
    return NULL;
  if (scan->whole.n_values > PATCH_VALUES_MAX)
    return way_fail_null (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                          "The change holds more than one person's record takes in at once, so "
                          "nothing was changed.");
  if (scan->refusals->len > 0)
    {
      fail_refused (scan->refusals, error);
      g_ptr_array_extend_and_steal (ret_refusals, g_steal_pointer (&scan->refusals));
      return NULL;
    }
  return read_patch (self, scan, options, ret_refusals, error);
}
