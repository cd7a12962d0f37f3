/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayObjectRow: an object of a case as a row of a WayObjectList, opened and changed where it
 * stands.
 *
 * The rows inside are made when it is first opened: a page has dozens of them, and who goes from
 * one person to the next opens none.  Until then the row can become that of another object.
 */
#pragma once

#include <adwaita.h>
#include "way-act.h"
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_OBJECT_ROW (way_object_row_get_type ())
GType way_object_row_get_type (void);

/* Read by the classes themselves, as self->row.live; written by the base. */
typedef struct
{
  AdwExpanderRow parent;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable): NULL while it is nobody's */
  guint16 kind;
  WayId object;
  gboolean filled; /* the rows inside are there */
} WayObjectRow;

typedef struct
{
  AdwExpanderRowClass parent_class;

  /* Makes the rows inside and binds their fields; show follows. */
  void (*fill) (WayObjectRow *self);
  /* What stands now, inside as well where it is filled; @object NULL while it is being added. */
  void (*show) (WayObjectRow *self, WayCase *present, const WayObject *object);
  /* Filled: focus goes to what is written first. */
  void (*edit) (WayObjectRow *self);
  /* Filled: saves what was typed and lets go of the fields. */
  void (*unbind) (WayObjectRow *self);
} WayObjectRowClass;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayObjectRow, g_object_unref)

#define WAY_OBJECT_ROW(object)                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), WAY_TYPE_OBJECT_ROW, WayObjectRow))
#define WAY_OBJECT_ROW_CLASS(klass)                                                                \
  (G_TYPE_CHECK_CLASS_CAST ((klass), WAY_TYPE_OBJECT_ROW, WayObjectRowClass))

/* Becomes the row of @object, which may not be there yet; never where it is filled. */
void way_object_row_bind (
    WayObjectRow *self, WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *object);
/* Lets go of the fields and the case; what it says stays until it is bound again. */
void way_object_row_unbind (WayObjectRow *self);
void way_object_row_show (WayObjectRow *self);
/* Opens it, with focus in it. */
void way_object_row_edit (WayObjectRow *self);

/* (transfer none) (nullable): as it stands now. */
const WayObject *way_object_row_get_object (WayObjectRow *self);
/* (transfer full) (nullable): an act that takes it out of the case; one that is not in the case yet
 * is closed, and there is none. */
WayAct *way_object_row_begin_removal (WayObjectRow *self);

/* For fill: the rows of the second template of the class, with its callbacks in @scope.
 * (transfer full): what finds them by their ids. */
GtkBuilder *
way_object_row_add_template (WayObjectRow *self, const char *resource, GtkBuilderScope *scope);

G_END_DECLS
