/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-wrap.h"

#define SPACING 6

struct _WayWrap
{
  GtkWidget parent;
};

G_DEFINE_FINAL_TYPE (WayWrap, way_wrap, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
request (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

typedef struct
{
  GtkWidget *first, *end; /* borrowed: from the first child of the line up to, without, the end */
  int width, height;
} Line;

/* As wide as it likes to be, and no wider than @width where it can help it. */
static int
get_width (GtkWidget *child, int width)
{
  int least, wide;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL, NULL);
  return MAX (least, MIN (wide, width));
}

/* The children from @first that fit beside one another in @width, at least one. */
static Line
take_line (GtkWidget *first, int width)
{
  Line line = { first, first, 0, 0 };

  for (; line.end != NULL; line.end = gtk_widget_get_next_sibling (line.end))
    {
      int wide, high;

      if (!gtk_widget_should_layout (line.end))
        continue;
      wide = get_width (line.end, width);
      if (line.width > 0 && line.width + SPACING + wide > width)
        break;
      gtk_widget_measure (line.end, GTK_ORIENTATION_VERTICAL, wide, NULL, &high, NULL, NULL);
      line.width += wide + (line.width > 0 ? SPACING : 0);
      line.height = MAX (line.height, high);
    }
  return line;
}

/* Each child is as high as its line, and stands in it by its own alignment. */
static void
allocate_line (const Line *line, int width, int y, gboolean mirrored)
{
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = gtk_widget_get_next_sibling (child))
    {
      int wide;

      if (!gtk_widget_should_layout (child))
        continue;
      wide = get_width (child, width);
      gtk_widget_size_allocate (
          child, &(GtkAllocation){ mirrored ? width - x - wide : x, y, wide, line->height }, -1);
      x += wide + SPACING;
    }
}

/* Lays the children out in @width, and allocates them where @really; returns the height. */
static int
lay_out (GtkWidget *widget, int width, gboolean really)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *next = gtk_widget_get_first_child (widget); next != NULL;)
    {
      Line line = take_line (next, width);

      if (really)
        allocate_line (&line, width, y, mirrored);
      next = line.end;
      y += line.height + (next != NULL ? SPACING : 0);
    }
  return y;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  int total = 0, least = 0;

  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int small, wide;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &small, &wide, NULL, NULL);
      total += wide + (total > 0 ? SPACING : 0);
      least = MAX (least, small);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = total;
    }
  else
    *minimum = *natural = lay_out (widget, for_size > 0 ? MAX (for_size, least) : total, FALSE);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

void
way_wrap_add (WayWrap *self, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
way_wrap_clear (WayWrap *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
way_wrap_dispose (GObject *object)
{
  way_wrap_clear (WAY_WRAP (object));
  G_OBJECT_CLASS (way_wrap_parent_class)->dispose (object);
}

static void
way_wrap_class_init (WayWrapClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_wrap_dispose;
}

static void
way_wrap_init (WayWrap *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (request, measure, allocate));
}
