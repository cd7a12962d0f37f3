/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-practice-mark.h"

#include "way-i18n.h"

struct _WayPracticeMark
{
  GtkBox parent;
};

G_DEFINE_FINAL_TYPE (WayPracticeMark, way_practice_mark, GTK_TYPE_BOX)

static gboolean
is_practice (void)
{
  GApplication *application = g_application_get_default ();
  const char *id = application != NULL ? g_application_get_application_id (application) : NULL;

  return id != NULL && g_str_has_suffix (id, ".Practice");
}

static void
way_practice_mark_class_init (WayPracticeMarkClass *klass)
{
}

static void
way_practice_mark_init (WayPracticeMark *self)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", "waymark-learning-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "practice-mark");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), image);
  gtk_box_append (GTK_BOX (self), gtk_label_new (_ ("Practice")));
  gtk_widget_set_visible (GTK_WIDGET (self), is_practice ());
}

GtkWidget *
way_practice_mark_new (void)
{
  return g_object_new (WAY_TYPE_PRACTICE_MARK, NULL);
}
