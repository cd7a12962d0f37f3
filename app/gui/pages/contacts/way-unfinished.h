/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody began to write about a contact and did not save, told from the drafts of the vault.
 */
#pragma once

#include "way-case.h"
#include "way-repository.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 kind;   /* a contact, or a correction of one */
  WayId object;   /* what is being written */
  WayId contact;  /* what it is about: the same, unless it is a correction */
  gboolean fresh; /* a contact that is not recorded yet */
  char *title;    /* (owned): "Finish writing up 16 October’s visit" */
} WayUnfinished;

void way_unfinished_free (WayUnfinished *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayUnfinished, way_unfinished_free)

/* (transfer full): WayUnfinished, the oldest first.  @drafts: WayDraft of anybody. */
GPtrArray *way_unfinished_list (WayCase *present, GPtrArray *drafts, WayDate today);

G_END_DECLS
