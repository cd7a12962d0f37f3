/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-tags.h"

#include "way-print-object.h"
#include "way-print-type.h"

typedef struct
{
  qpdf_data pdf;
  const qpdf_oh *pages;
  GPtrArray *owners;    /* for each page a GArray of qpdf_oh, the element of each mark */
  GPtrArray *bookmarks; /* Bookmark */
} Tagger;

typedef struct
{
  const char *title;
  guint page;
  qpdf_oh element;
} Bookmark;

/* The page of the first mark at or below @node, or -1. */
static int
first_page (const WayPrintNode *node)
{
  int page = -1;

  for (guint i = 0; i < node->children->len && page < 0; i++)
    {
      const WayPrintChild *child = &g_array_index (node->children, WayPrintChild, i);

      page = child->node != NULL ? first_page (child->node) : (int)child->page;
    }
  return page;
}

static void
set_owner (Tagger *self, guint page, guint mark, qpdf_oh element)
{
  GArray *owners = g_ptr_array_index (self->owners, page);

  if (mark >= owners->len)
    g_array_set_size (owners, mark + 1);
  g_array_index (owners, qpdf_oh, mark) = element;
}

/* A mark among the kids of @element, whose own page is @page. */
static qpdf_oh
make_mark (Tagger *self, const WayPrintChild *mark, qpdf_oh element, int page)
{
  qpdf_oh reference;

  set_owner (self, mark->page, mark->mark, element);
  if ((int)mark->page == page)
    return qpdf_oh_new_integer (self->pdf, mark->mark);

  reference = qpdf_oh_new_dictionary (self->pdf);
  way_print_object_set_name (self->pdf, reference, "/Type", "/MCR");
  qpdf_oh_replace_key (self->pdf, reference, "/Pg", self->pages[mark->page]);
  way_print_object_set_number (self->pdf, reference, "/MCID", mark->mark);
  return reference;
}

static void
set_scope (Tagger *self, qpdf_oh element, const char *scope)
{
  qpdf_oh attributes = qpdf_oh_new_dictionary (self->pdf);
  g_autofree char *name = g_strconcat ("/", scope, NULL);

  way_print_object_set_name (self->pdf, attributes, "/O", "/Table");
  way_print_object_set_name (self->pdf, attributes, "/Scope", name);
  qpdf_oh_replace_key (self->pdf, element, "/A", attributes);
}

static void
set_box (Tagger *self, qpdf_oh element, const double box[4])
{
  qpdf_oh attributes = qpdf_oh_new_dictionary (self->pdf);
  qpdf_oh corners = qpdf_oh_new_array (self->pdf);
  const double from_below[] = { box[0], WAY_PRINT_PAGE_HEIGHT - box[3], box[2],
                                WAY_PRINT_PAGE_HEIGHT - box[1] };

  for (gsize i = 0; i < G_N_ELEMENTS (from_below); i++)
    qpdf_oh_append_item (self->pdf, corners,
                         qpdf_oh_new_real_from_double (self->pdf, from_below[i], 2));
  way_print_object_set_name (self->pdf, attributes, "/O", "/Layout");
  way_print_object_set_name (self->pdf, attributes, "/Placement", "/Block");
  qpdf_oh_replace_key (self->pdf, attributes, "/BBox", corners);
  qpdf_oh_replace_key (self->pdf, element, "/A", attributes);
}

static void
describe_element (Tagger *self, qpdf_oh element, const WayPrintNode *node)
{
  g_autofree char *role = g_strconcat ("/", node->role, NULL);

  way_print_object_set_name (self->pdf, element, "/Type", "/StructElem");
  way_print_object_set_name (self->pdf, element, "/S", role);
  if (node->language != NULL)
    way_print_object_set_text (self->pdf, element, "/Lang", node->language);
  if (node->alternative != NULL)
    {
      way_print_object_set_text (self->pdf, element, "/Alt", node->alternative);
      set_box (self, element, node->box);
    }
  if (node->scope != NULL)
    set_scope (self, element, node->scope);
}

/* The element of @node, under @parent, with everything below it. */
static qpdf_oh
make_element (Tagger *self, const WayPrintNode *node, qpdf_oh parent)
{
  qpdf_oh element = way_print_object_new (self->pdf);
  qpdf_oh kids = qpdf_oh_new_array (self->pdf);
  int page = first_page (node);

  describe_element (self, element, node);
  qpdf_oh_replace_key (self->pdf, element, "/P", parent);
  if (page >= 0)
    qpdf_oh_replace_key (self->pdf, element, "/Pg", self->pages[page]);
  if (node->bookmark != NULL && page >= 0)
    {
      Bookmark bookmark = { node->bookmark, (guint)page, element };

      g_ptr_array_add (self->bookmarks, g_memdup2 (&bookmark, sizeof bookmark));
    }
  for (guint i = 0; i < node->children->len; i++)
    {
      const WayPrintChild *child = &g_array_index (node->children, WayPrintChild, i);

      qpdf_oh_append_item (self->pdf, kids,
                           child->node != NULL ? make_element (self, child->node, element)
                                               : make_mark (self, child, element, page));
    }
  if (node->children->len > 0)
    qpdf_oh_replace_key (self->pdf, element, "/K", kids);
  return element;
}

/* For each page, the element of each of its marks. */
static qpdf_oh
make_parent_tree (Tagger *self)
{
  qpdf_oh tree = way_print_object_new (self->pdf);
  qpdf_oh numbers = qpdf_oh_new_array (self->pdf);

  for (guint page = 0; page < self->owners->len; page++)
    {
      GArray *owners = g_ptr_array_index (self->owners, page);
      qpdf_oh elements = qpdf_oh_new_array (self->pdf);

      for (guint mark = 0; mark < owners->len; mark++)
        qpdf_oh_append_item (self->pdf, elements, g_array_index (owners, qpdf_oh, mark));
      qpdf_oh_append_item (self->pdf, numbers, qpdf_oh_new_integer (self->pdf, page));
      qpdf_oh_append_item (self->pdf, numbers, qpdf_make_indirect_object (self->pdf, elements));
    }
  qpdf_oh_replace_key (self->pdf, tree, "/Nums", numbers);
  return tree;
}

static void
write_tags (Tagger *self, qpdf_oh catalog, const WayPrintNode *root)
{
  qpdf_oh tree = way_print_object_new (self->pdf);
  qpdf_oh marked = qpdf_oh_new_dictionary (self->pdf);

  way_print_object_set_name (self->pdf, tree, "/Type", "/StructTreeRoot");
  qpdf_oh_replace_key (self->pdf, tree, "/K", make_element (self, root, tree));
  qpdf_oh_replace_key (self->pdf, tree, "/ParentTree", make_parent_tree (self));
  way_print_object_set_number (self->pdf, tree, "/ParentTreeNextKey", self->owners->len);
  qpdf_oh_replace_key (self->pdf, catalog, "/StructTreeRoot", tree);

  way_print_object_set_true (self->pdf, marked, "/Marked");
  qpdf_oh_replace_key (self->pdf, catalog, "/MarkInfo", marked);
}

static qpdf_oh
make_destination (Tagger *self, guint page)
{
  qpdf_oh place = qpdf_oh_new_array (self->pdf);

  qpdf_oh_append_item (self->pdf, place, self->pages[page]);
  qpdf_oh_append_item (self->pdf, place, qpdf_oh_new_name (self->pdf, "/Fit"));
  return place;
}

static void
write_outline (Tagger *self, qpdf_oh catalog)
{
  guint count = self->bookmarks->len;
  qpdf_oh outline, previous = 0;

  if (count == 0)
    return;

  outline = way_print_object_new (self->pdf);
  way_print_object_set_name (self->pdf, outline, "/Type", "/Outlines");
  way_print_object_set_number (self->pdf, outline, "/Count", count);
  for (guint i = 0; i < count; i++)
    {
      const Bookmark *bookmark = g_ptr_array_index (self->bookmarks, i);
      qpdf_oh line = way_print_object_new (self->pdf);

      way_print_object_set_text (self->pdf, line, "/Title", bookmark->title);
      qpdf_oh_replace_key (self->pdf, line, "/Parent", outline);
      qpdf_oh_replace_key (self->pdf, line, "/Dest", make_destination (self, bookmark->page));
      qpdf_oh_replace_key (self->pdf, line, "/SE", bookmark->element);
      if (i == 0)
        qpdf_oh_replace_key (self->pdf, outline, "/First", line);
      else
        {
          qpdf_oh_replace_key (self->pdf, previous, "/Next", line);
          qpdf_oh_replace_key (self->pdf, line, "/Prev", previous);
        }
      previous = line;
    }
  qpdf_oh_replace_key (self->pdf, outline, "/Last", previous);
  qpdf_oh_replace_key (self->pdf, catalog, "/Outlines", outline);
}

void
way_print_tags_write (
    qpdf_data pdf, qpdf_oh catalog, const qpdf_oh *pages, guint n_pages, const WayPrintNode *root)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GPtrArray) bookmarks = g_ptr_array_new_with_free_func (g_free);
  Tagger self = { pdf, pages, owners, bookmarks };

  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (owners, g_array_new (FALSE, TRUE, sizeof (qpdf_oh)));
  write_tags (&self, catalog, root);
  write_outline (&self, catalog);
}
