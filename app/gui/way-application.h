/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayApplication: the desktop's composition root.
 *
 * Makes the doors to threads, time and chance, the keyring and the vault, and hands them to one
 * another; it is the WayDoor that pages see, and lays the desk.  Only way-application*.c know
 * store, keychain and crypto.
 *
 *   waymark [--practice] [--vault DIR]
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAY_APPLICATION_ID "io.github.waymark.Waymark"

#define WAY_TYPE_APPLICATION (way_application_get_type ())
G_DECLARE_FINAL_TYPE (WayApplication, way_application, WAY, APPLICATION, AdwApplication)

/* (transfer full) */
GApplication *way_application_new (void);

G_END_DECLS
