/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The structure of a PDF: what each piece of a page is, in reading order.
 *
 * A node is an element of the tag tree (ISO 32000-1, 14.8.4).  Its children are other nodes and the
 * marks of content on pages, in the order they were added.  Owned by its parent, the root by
 * whoever made it; not thread-safe.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WayPrintNode WayPrintNode;

/* A child: a node, or where @node is NULL the marked content @mark of page @page (from 0). */
typedef struct
{
  WayPrintNode *node; /* (owned) (nullable) */
  guint page, mark;
} WayPrintChild;

struct _WayPrintNode
{
  const char *role;  /* static: "H1", "P", "TD" … */
  char *language;    /* (owned) (nullable): where it differs from the document's */
  char *alternative; /* (owned) (nullable): says what a drawing shows */
  const char *scope; /* (nullable): "Column" or "Row" of a TH */
  char *bookmark;    /* (owned) (nullable): its line in the outline */
  double box[4];     /* of a drawing: left, top, right, bottom on its page */
  GArray *children;  /* (owned): WayPrintChild */
};

/* (transfer full) */
WayPrintNode *way_print_node_new_root (void);
void way_print_node_free (WayPrintNode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintNode, way_print_node_free)

/* Belongs to @self. */
WayPrintNode *way_print_node_add (WayPrintNode *self, const char *role);

void way_print_node_set_language (WayPrintNode *self, const char *language);
void way_print_node_add_mark (WayPrintNode *self, guint page, guint mark);

G_END_DECLS
