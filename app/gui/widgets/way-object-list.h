/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayObjectList: the objects of one kind of a case as the rows of a WayListGroup, each opened and
 * changed where it stands, and one more while it is being added.
 *
 * What is added begins in the case with the first word that is typed (way-field.h): until then it
 * is a row and nothing else, and goes when it is left empty.
 */
#pragma once

#include "way-list-group.h"
#include "way-object-row.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 kind;
  /* (transfer container): the objects in the order of the rows. */
  GPtrArray *(*list) (WayCase *present, guint16 kind);
  /* The WayObjectRow they are shown in. */
  GType (*row_type) (void);
} WayObjectRows;

typedef struct _WayObjectList WayObjectList;

/* (transfer container): the newest first, for a kind that has dates. */
GPtrArray *way_object_list_newest_first (WayCase *present, guint16 kind);

/* (transfer full): borrows @group. */
WayObjectList *way_object_list_new (WayListGroup *group, WayDesk *desk, const WayObjectRows *rows);
void way_object_list_free (WayObjectList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayObjectList, way_object_list_free)

/* @live (nullable): whose objects are shown.  Rows that were never opened stay as they are until
 * another case is there, and are used again. */
void way_object_list_set_live (WayObjectList *self, WayLiveCase *live);
/* The case has changed. */
void way_object_list_show (WayObjectList *self);
/* A new one, opened, with focus in it. */
void way_object_list_add (WayObjectList *self);
/* Opens the row of @object, with focus in it; FALSE where there is none. */
gboolean way_object_list_open (WayObjectList *self, const WayId *object);

G_END_DECLS
