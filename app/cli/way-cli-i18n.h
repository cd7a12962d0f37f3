/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words for people go through gettext, domain waymark: _() where they are used, N_() in tables.
 */
#pragma once

#define GETTEXT_PACKAGE "waymark"

#include <glib/gi18n-lib.h>
