/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strict look at JSON bytes, and json-glib's nodes of what it found good.
 *
 * json-glib's own parser recurses, so deep nesting overflows the stack; it forgives comments,
 * trailing commas and repeated names; it builds the whole tree at once, letter by letter.  The
 * scanner refuses what RFC 8259 does not allow, and finds where each element of one long list
 * stands, so that a tree can be built of each alone.  It never recurses and keeps no copy of the
 * text.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define WAY_JSON_SIZE_MAX (96u * 1024 * 1024) /* bytes */
#define WAY_JSON_DEPTH_MAX 64                 /* brackets inside one another */
#define WAY_JSON_MEMBERS_MAX 256              /* members of one object */

/* Where a value stands in the bytes: [start, end). */
typedef struct
{
  gsize start, end;
  guint n_values;      /* the value itself and all inside it */
  guint first_refusal; /* those of the value begin here in the scan's refusals, unless that array */
  guint n_refusals;    /* was full by then */
} WayJsonRange;

typedef struct
{
  char *name;
  WayJsonRange range;
} WayJsonMember;

typedef struct
{
  GBytes *bytes;
  WayJsonRange whole; /* the document without its byte order mark */
  GPtrArray *members; /* WayJsonMember: of the top-level object, in order */
  GArray *items;      /* WayJsonRange: elements of the list asked for; empty where it is no array */
  GPtrArray *refusals; /* WayRefusal: repeated names, lone surrogates and NULs.  A tree is built
                          of such a value too, and its reader must refuse it */
} WayJsonScan;

/* (transfer full): @list (nullable) names the top-level member whose elements are wanted.  Fails
 * with TOO_LARGE, or with NOT_JSON and the line and column; the top level must be an object.  A
 * byte order mark is skipped. */
WayJsonScan *way_json_scan (GBytes *bytes, const char *list, GError **error);
void way_json_scan_free (WayJsonScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJsonScan, way_json_scan_free)

/* (nullable): the top-level member @name. */
const WayJsonMember *way_json_scan_get_member (const WayJsonScan *self, const char *name);

/* (transfer full): the value at @range. */
JsonNode *way_json_scan_parse (const WayJsonScan *self, WayJsonRange range);
/* (transfer full): the whole document, an object. */
JsonNode *way_json_scan_parse_all (const WayJsonScan *self);

G_END_DECLS
