/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-application.h"
#include "way-i18n.h"
#include "way-process.h"

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;

  way_process_keep_to_itself ();
  way_process_speak (WAY_GETTEXT_DOMAIN, WAY_LOCALE_DIR);
  application = way_application_new ();
  return g_application_run (application, argc, argv);
}
