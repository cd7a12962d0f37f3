/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plural rule of a gettext catalogue: "nplurals=2; plural=n != 1;".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The form for @count, below @ret_forms; FALSE where @rule is not a rule.  @rule is read to its
 * semicolon. */
gboolean way_print_plural_form (const char *rule, guint count, guint *ret_form, guint *ret_forms);

G_END_DECLS
