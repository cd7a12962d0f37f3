/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayQuietService: a SecretService that never shows a prompt.
 *
 * Wherever the service would ask its user something, the call fails with SECRET_ERROR_IS_LOCKED.
 */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

#define WAY_TYPE_QUIET_SERVICE (way_quiet_service_get_type ())
G_DECLARE_FINAL_TYPE (WayQuietService, way_quiet_service, WAY, QUIET_SERVICE, SecretService)

G_END_DECLS
