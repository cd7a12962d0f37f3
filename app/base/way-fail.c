/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-fail.h"

#include "way-i18n.h"

static void G_GNUC_PRINTF (4, 0)
    set_error_valist (GError **error, GQuark domain, int code, const char *format, va_list args)
{
  if (error == NULL)
    return;

  g_return_if_fail (*error == NULL);
  *error = g_error_new_valist (domain, code, _ (format), args);
}

gboolean
way_fail (GError **error, GQuark domain, int code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error_valist (error, domain, code, format, args);
  va_end (args);
  return FALSE;
}

gpointer
way_fail_null (GError **error, GQuark domain, int code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error_valist (error, domain, code, format, args);
  va_end (args);
  return NULL;
}

gboolean
way_fail_errno (GError **error, int saved_errno, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (_ (format), args);
  va_end (args);
  return way_fail (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s.", what,
                   g_strerror (saved_errno));
}

gboolean
way_fail_prefix (GError **error, const char *prefix)
{
  g_prefix_error_literal (error, prefix);
  return FALSE;
}
