/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-exchange-error.h"

GQuark
way_exchange_error_quark (void)
{
  return g_quark_from_static_string ("way-exchange-error");
}
