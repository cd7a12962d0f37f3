/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server with an organisation and a case in it, which nothing that a test does may change: that
 * is looked at when it ends.
 */
#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

#define LOG "07000000000000000000000000000000"
#define HASH_TEXT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define JSON "application/json"
#define BYTES "application/octet-stream"

extern const WayId hostile_log; /* LOG */

typedef struct
{
  ServerFixture server;
  Laptop *ros, *joel;
  Case *the_case;
  char *before; /* (owned): what was there */
} Hostile;

void hostile_set_up (Hostile *self, gconstpointer data);
void hostile_tear_down (Hostile *self, gconstpointer data);

G_END_DECLS
