/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-ticket.h"

#include <string.h>
#include "way-verify.h"

#define GROUP 4

char *
way_ticket_format (const WayId *ticket)
{
  GString *text = g_string_new (NULL);
  char hex[WAY_ID_HEX_SIZE];

  way_id_format (ticket, hex);
  for (guint i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, hex[i]);
    }
  return g_string_free (text, FALSE);
}

gboolean
way_ticket_parse (const char *typed, WayId *ret_ticket)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at++)
    if (*at != '-' && !g_ascii_isspace (*at))
      g_string_append_c (hex, *at);
  return way_id_parse (hex->str, ret_ticket);
}

void
way_ticket_get_user (const WayId *ticket, WayId *ret_user)
{
  static const char label[] = "WAY1.user";
  const WaySlice parts[] = { { label, sizeof label }, { ticket->bytes, WAY_ID_SIZE } };

  way_hash_short (parts, G_N_ELEMENTS (parts), ret_user->bytes);
}
