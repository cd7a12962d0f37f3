/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sheet-preview.h"

#include "way-i18n.h"

/* A4 in points; everything below is drawn in them and scaled. */
#define PAGE_WIDTH 595
#define PAGE_HEIGHT 842
#define SHOWN_WIDTH 340
#define MARGIN 57
#define GROUPS 13
#define LEFT_GROUPS 7
#define ROW 35
#define FIRST_ROW 306

struct _WaySheetPreview
{
  GtkWidget parent;
};

G_DEFINE_FINAL_TYPE (WaySheetPreview, way_sheet_preview, GTK_TYPE_WIDGET)

static void
draw_text (cairo_t *cr, GtkWidget *widget, double x, double y, int size, gboolean bold, char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  g_autofree char *owned = text;

  pango_font_description_set_family (font, "Noto Sans");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(PAGE_WIDTH - MARGIN - x) * PANGO_SCALE);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_group (cairo_t *cr, GtkWidget *widget, guint group)
{
  gboolean left = group < LEFT_GROUPS;
  double x = left ? MARGIN : MARGIN + 260;
  double y = FIRST_ROW + (left ? group : group - LEFT_GROUPS) * ROW;

  draw_text (cr, widget, x, y - 9, 12, FALSE, g_strdup_printf ("%u", group + 1));
  for (int i = 0; i < 4; i++)
    {
      cairo_arc (cr, x + 38 + i * 19, y, 4.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, x + 126, y - 13, 26, 26);
  cairo_stroke (cr);
  cairo_arc (cr, x + 139, y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
  cairo_move_to (cr, x, y + 17.5);
  cairo_line_to (cr, x + 220, y + 17.5);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static void
draw_page (cairo_t *cr, GtkWidget *widget)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 1);
  draw_text (cr, widget, MARGIN, 56, 11, FALSE, g_strdup (_ ("Waymark recovery sheet")));
  draw_text (cr, widget, MARGIN, 102, 20, TRUE, g_strdup (_ ("Recovery sheet")));
  draw_text (
      cr, widget, MARGIN, 138, 12, FALSE,
      g_strdup (_ ("This sheet opens the work kept on this laptop, or a backup of it, if the "
                   "passphrase is forgotten.")));
  cairo_rectangle (cr, MARGIN, 182, PAGE_WIDTH - 2 * MARGIN, 94);
  cairo_stroke (cr);
  draw_text (cr, widget, MARGIN + 16, 194, 13, TRUE, g_strdup (_ ("Keep it safe")));
  draw_text (cr, widget, MARGIN + 16, 216, 12, FALSE,
             g_strdup (_ ("In a locked cupboard at the office, never with the laptop, never as a "
                          "photo.")));
  for (guint i = 0; i < GROUPS; i++)
    draw_group (cr, widget, i);
  draw_text (cr, widget, MARGIN, 556, 13, TRUE, g_strdup (_ ("To use it")));
  cairo_rectangle (cr, PAGE_WIDTH - MARGIN - 106, 562, 106, 106);
  cairo_stroke (cr);
  for (int i = 0; i < 3; i++)
    {
      cairo_move_to (cr, MARGIN, 690 + i * 28);
      cairo_line_to (cr, PAGE_WIDTH - 3 * MARGIN, 690 + i * 28);
      cairo_stroke (cr);
    }
}

static void
way_sheet_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, width / PAGE_WIDTH, width / PAGE_WIDTH);
  draw_page (cr, widget);
  cairo_destroy (cr);
}

static void
way_sheet_preview_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? SHOWN_WIDTH
                            : SHOWN_WIDTH * PAGE_HEIGHT / PAGE_WIDTH;
}

static void
way_sheet_preview_class_init (WaySheetPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = way_sheet_preview_snapshot;
  widget_class->measure = way_sheet_preview_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sheet");
}

static void
way_sheet_preview_init (WaySheetPreview *self)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
      _ ("A picture of the sheet, with dots in the place of the groups"), -1);
}
