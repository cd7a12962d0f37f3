/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-core-error.h"

G_DEFINE_QUARK (way - core - error - quark, way_core_error)
