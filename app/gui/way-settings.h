/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySettings: what must be known before the vault is open (decisions.md 7).
 *
 * Kept in GSettings where the schema is installed; else, and in the practice caseload, only until
 * the program ends.  Everything else is in the vault.  No young person is in it, and the adviser's
 * name only where "Show my name when locked" was chosen.
 *
 * Properties, all readable and writable: "window-width" i · "window-height" i · "window-maximized"
 * b · "style" i (WayStyle) · "lock-minutes" i · "hide-list" b · "locked-name" s, "" unless asked
 * for · "laptop-name" s, "" for the computer's own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_STYLE_FOLLOW, /* the desktop's */
  WAY_STYLE_LIGHT,
  WAY_STYLE_DARK,
} WayStyle;

#define WAY_TYPE_SETTINGS (way_settings_get_type ())
G_DECLARE_FINAL_TYPE (WaySettings, way_settings, WAY, SETTINGS, GObject)

/* (transfer full): @keep FALSE: nothing outlives the program. */
WaySettings *way_settings_new (gboolean keep);

int way_settings_get_lock_minutes (WaySettings *self);
gboolean way_settings_get_hide_list (WaySettings *self);
WayStyle way_settings_get_style (WaySettings *self);
const char *way_settings_get_locked_name (WaySettings *self);
/* (transfer full): never empty. */
char *way_settings_dup_laptop_name (WaySettings *self);

G_END_DECLS
