/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-error.h"

GQuark
way_server_error_quark (void)
{
  return g_quark_from_static_string ("way-server-error-quark");
}
