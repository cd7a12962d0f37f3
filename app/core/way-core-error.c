/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-core-error.h"

GQuark
way_core_error_quark (void)
{
  return g_quark_from_static_string ("way-core-error");
}
