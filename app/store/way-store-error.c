/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-error.h"

GQuark
way_store_error_quark (void)
{
  return g_quark_from_static_string ("way-store-error");
}
