/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letters of a recovery sheet: a 32-byte seed that a person can read, type and mistype.
 *
 * 13 groups of 4 base32 letters (RFC 4648: A to Z, 2 to 7), each with a check letter that depends
 * on the group's place.  One wrong letter, two letters of a group exchanged (check letter
 * included), or a group in another's place is always found, and the sentence names the group.
 *
 * All texts here open the vault: they come and go as secrets.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

#define WAY_SHEET_CODE_GROUPS 13
#define WAY_SHEET_CODE_GROUP_SIZE 5 /* four letters and the check letter */
#define WAY_SHEET_CODE_LETTERS (WAY_SHEET_CODE_GROUPS * WAY_SHEET_CODE_GROUP_SIZE)

/* (transfer full): 65 letters, no separator, no NUL: group n starts at byte 5 (n - 1). */
WaySecret *way_sheet_code_format (WaySecret *seed);

/* The groups as C strings, for whoever prints them; wiped by way_sheet_groups_clear(). */
typedef struct
{
  char text[WAY_SHEET_CODE_GROUPS][WAY_SHEET_CODE_GROUP_SIZE + 1];
} WaySheetGroups;

void way_sheet_code_split (WaySecret *code, WaySheetGroups *ret_groups);
void way_sheet_groups_clear (WaySheetGroups *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaySheetGroups, way_sheet_groups_clear)

/* (transfer full): the same letters for the QR square, groups separated by '-', with a final NUL
 * that counts in the size. */
WaySecret *way_sheet_code_format_qr (WaySecret *seed);

/* (transfer full): the seed.  Letters of either case and figures 2 to 7; spaces, line ends and '-'
 * may stand anywhere.  BAD_SHEET otherwise, with a sentence that names the first group to look at.
 */
WaySecret *way_sheet_code_parse (gconstpointer text, gsize size, GError **error);

/* Whether @text, read as above, is group @group (1 to 13) of @code as way_sheet_code_format() made
 * it: for typing one group back. */
gboolean
way_sheet_code_group_matches (WaySecret *code, guint group, gconstpointer text, gsize size);

/* Whether @text may be group @group of any sheet; BAD_SHEET and what to look at otherwise. */
gboolean way_sheet_code_check_group (guint group, gconstpointer text, gsize size, GError **error);

G_END_DECLS
