/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-object.h"

#include "way-print-text.h"

qpdf_oh
way_print_object_new (qpdf_data pdf)
{
  return qpdf_make_indirect_object (pdf, qpdf_oh_new_dictionary (pdf));
}

void
way_print_object_set_name (qpdf_data pdf, qpdf_oh object, const char *key, const char *name)
{
  qpdf_oh_replace_key (pdf, object, key, qpdf_oh_new_name (pdf, name));
}

void
way_print_object_set_text (qpdf_data pdf, qpdf_oh object, const char *key, const char *text)
{
  g_autofree char *plain = way_print_text_plain (text);

  qpdf_oh_replace_key (pdf, object, key, qpdf_oh_new_unicode_string (pdf, plain));
}

void
way_print_object_set_number (qpdf_data pdf, qpdf_oh object, const char *key, guint number)
{
  qpdf_oh_replace_key (pdf, object, key, qpdf_oh_new_integer (pdf, number));
}

void
way_print_object_set_true (qpdf_data pdf, qpdf_oh object, const char *key)
{
  qpdf_oh_replace_key (pdf, object, key, qpdf_oh_new_bool (pdf, QPDF_TRUE));
}
