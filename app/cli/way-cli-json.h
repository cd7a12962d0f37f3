/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing JSON on one line, value after value, into a GString.
 *
 * @name is NULL in an array and at the top.  Commas come by themselves.  Everything a terminal
 * could obey is escaped.
 */
#pragma once

#include <glib.h>
#include "way-date.h"

G_BEGIN_DECLS

/* '{' or '[', and the bracket that ends it. */
void way_cli_json_open (GString *json, const char *name, char bracket);
void way_cli_json_close (GString *json, char bracket);

/* @value NULL is written as null. */
void way_cli_json_add_string (GString *json, const char *name, const char *value);
/* The same, and nothing at all where @value is "". */
void way_cli_json_add_given (GString *json, const char *name, const char *value);
/* "" for none. */
void way_cli_json_add_date (GString *json, const char *name, WayDate date);
void way_cli_json_add_int (GString *json, const char *name, gint64 value);
void way_cli_json_add_bool (GString *json, const char *name, gboolean value);
/* @text is one JSON value already, on any number of lines. */
void way_cli_json_add_raw (GString *json, const char *name, const char *text, gsize size);

G_END_DECLS
