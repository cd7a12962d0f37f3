/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Letters that no font of a plan has: found before a page is made, so that none is printed as an
 * empty box.
 */
#pragma once

#include "way-document.h"
#include "way-print-fonts.h"
#include "way-print.h"

G_BEGIN_DECLS

/* FALSE, and an error that names the fields, where any text of @document that @options print has
 * letters of that kind. */
gboolean way_print_letters_check (WayPrintFonts *fonts,
                                  const WayDocument *document,
                                  const WayPrintOptions *options,
                                  GError **error);

G_END_DECLS
