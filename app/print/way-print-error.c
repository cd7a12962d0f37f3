/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print.h"

G_DEFINE_QUARK (way - print - error - quark, way_print_error)
