/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-main.h"

int
main (int argc, char **argv)
{
  return way_server_main (argc, argv);
}
