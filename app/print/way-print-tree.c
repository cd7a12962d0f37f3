/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-tree.h"

static WayPrintNode *
node_new (const char *role)
{
  WayPrintNode *self = g_new0 (WayPrintNode, 1);

  self->role = role;
  self->children = g_array_new (FALSE, FALSE, sizeof (WayPrintChild));
  return self;
}

WayPrintNode *
way_print_node_new_root (void)
{
  return node_new ("Document");
}

void
way_print_node_free (WayPrintNode *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      WayPrintNode *child = g_array_index (self->children, WayPrintChild, i).node;

      g_clear_pointer (&child, way_print_node_free);
    }
  g_array_unref (self->children);
  g_free (self->language);
  g_free (self->alternative);
  g_free (self->bookmark);
  g_free (self);
}

WayPrintNode *
way_print_node_add (WayPrintNode *self, const char *role)
{
  WayPrintChild child = { node_new (role), 0, 0 };

  g_array_append_val (self->children, child);
  return child.node;
}

void
way_print_node_set_language (WayPrintNode *self, const char *language)
{
  g_free (self->language);
  self->language = g_strdup (language);
}

void
way_print_node_add_mark (WayPrintNode *self, guint page, guint mark)
{
  WayPrintChild child = { NULL, page, mark };

  g_array_append_val (self->children, child);
}
