/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayUnsaved: something that is being typed, which the desk holds until it is on the disk.
 *
 * Fields, a new action while it is written, and one that was ticked on Today.  Whoever implements
 * it adds itself to the desk (way_desk_add_unsaved) and takes itself out when nothing of it is only
 * in memory; until then the desk flushes it before a lock, a print or the end.  Main context only.
 */
#pragma once

#include "way-repository.h"

G_BEGIN_DECLS

#define WAY_TYPE_UNSAVED (way_unsaved_get_type ())
G_DECLARE_INTERFACE (WayUnsaved, way_unsaved, WAY, UNSAVED, GObject)

struct _WayUnsavedInterface
{
  GTypeInterface parent_iface;

  void (*flush) (WayUnsaved *self, GAsyncReadyCallback callback, gpointer data);
  void (*list) (WayUnsaved *self, GPtrArray *drafts);
};

/* Calls back when everything typed so far is on the disk, or with the reason why it is not. */
void way_unsaved_flush (WayUnsaved *self, GAsyncReadyCallback callback, gpointer data);
gboolean way_unsaved_flush_finish (WayUnsaved *self, GAsyncResult *result, GError **error);

/* Adds to @drafts what of it is only on the screen, as WayDraft; nothing where all is saved. */
void way_unsaved_list (WayUnsaved *self, GPtrArray *drafts);

/* Answers those who wait in @waiting, of GTask, and empties it. */
void way_unsaved_answer (GPtrArray *waiting, const GError *error);

G_END_DECLS
