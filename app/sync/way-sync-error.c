/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-error.h"
#include "way-fail.h"
#include "way-i18n.h"

G_DEFINE_QUARK (way - sync - error - quark, way_sync_error)

gboolean
way_sync_fail (GError **error, WaySyncTrouble trouble)
{
  if (trouble == WAY_SYNC_TROUBLE_NONE)
    return way_fail (error, WAY_SYNC_ERROR, WAY_SYNC_ERROR_OFFLINE,
                     _ ("The server cannot be reached. Your work is safe here and will be sent "
                        "later."));
  g_set_error_literal (error, WAY_SYNC_ERROR, (int)trouble, way_sync_trouble_sentence (trouble));
  return FALSE;
}

gboolean
way_sync_error_is_offline (const GError *error)
{
  return g_error_matches (error, WAY_SYNC_ERROR, WAY_SYNC_ERROR_OFFLINE);
}

WaySyncTrouble
way_sync_error_get_trouble (const GError *error)
{
  if (error->domain == WAY_SYNC_ERROR)
    return (WaySyncTrouble)error->code;
  return WAY_SYNC_TROUBLE_VAULT;
}
