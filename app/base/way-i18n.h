/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words for the person at the screen: gettext domain "waymark".  Paper has a domain and a reader of
 * its own (app/print), as labels never come from the process locale.
 */
#pragma once

#include <glib.h>

#define WAY_GETTEXT_DOMAIN "waymark"

#undef _
#undef N_
#define _(text) g_dgettext (WAY_GETTEXT_DOMAIN, text)
#define N_(text) text
