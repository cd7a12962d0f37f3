/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySettlePage: two versions, or more, to settle, one field at a time (design/DESIGN.md 4.8).
 *
 * Its place is "person/ID/settle/PATH", PATH as in way-conflict.h; "" is the first that waits. What
 * is typed here, the text to keep and the reason, are held drafts: no lock and no crash loses them,
 * and nothing but keeping makes an operation of them.
 *
 * Actions: "settle.use" u: that version, from 1 (Alt+1 to Alt+9) · "settle.together" (Alt+0) ·
 * "settle.keep" (Ctrl+Enter) · "settle.later" (Esc) · "settle.let-go": of a text that was begun
 * here and settled elsewhere.
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_SETTLE_PAGE (way_settle_page_get_type ())
G_DECLARE_FINAL_TYPE (WaySettlePage, way_settle_page, WAY, SETTLE_PAGE, WayPersonTab)

G_END_DECLS
