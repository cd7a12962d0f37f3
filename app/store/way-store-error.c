/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-private.h"

#include "way-i18n.h"

GQuark
way_store_error_quark (void)
{
  return g_quark_from_static_string ("way-store-error");
}

static WayStoreError
translate (WayDbError code)
{
  switch (code)
    {
    case WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED:
    case WAY_DB_ERROR_DAMAGED:
    case WAY_DB_ERROR_CONSTRAINT:
      return WAY_STORE_ERROR_DAMAGED;
    case WAY_DB_ERROR_FULL:
      return WAY_STORE_ERROR_FULL;
    case WAY_DB_ERROR_NEWER_SCHEMA:
      return WAY_STORE_ERROR_NEWER;
    case WAY_DB_ERROR_EXISTS:
      return WAY_STORE_ERROR_EXISTS;
    case WAY_DB_ERROR_READ_ONLY:
      return WAY_STORE_ERROR_READ_ONLY;
    case WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE:
    case WAY_DB_ERROR_BUSY:
    case WAY_DB_ERROR_IO:
    case WAY_DB_ERROR_NOT_FOUND:
    case WAY_DB_ERROR_FAILED:
    default:
      return WAY_STORE_ERROR_IO;
    }
}

/* No rule of a table is broken by what Waymark writes while its lists are those of its entries. */
static void
name_what_helps (GError *reason)
{
  if (reason->code != WAY_DB_ERROR_CONSTRAINT)
    return;
  g_free (reason->message);
  reason->message = g_strdup (_ ("The lists of this vault do not fit what was written, so nothing "
                                 "was saved. waymarkctl rebuild makes them anew and loses "
                                 "nothing."));
}

gboolean
way_store_adopt_error (GError **error, GError *reason)
{
  if (reason->domain == WAY_DB_ERROR)
    {
      name_what_helps (reason);
      reason->domain = WAY_STORE_ERROR;
      reason->code = translate ((WayDbError)reason->code);
    }
  g_propagate_error (error, reason);
  return FALSE;
}
