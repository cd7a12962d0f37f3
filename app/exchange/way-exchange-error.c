/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-exchange-error.h"

G_DEFINE_QUARK (way - exchange - error - quark, way_exchange_error)
