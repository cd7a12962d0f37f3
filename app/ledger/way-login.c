/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-login.h"

#include <string.h>
#include "way-label.h"

static gboolean
is_origin (const char *text, gsize size)
{
  if (size < WAY_LOGIN_ORIGIN_MIN || size > WAY_LOGIN_ORIGIN_MAX)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
way_login_get_signed (const WayLogin *self,
                      WayLoginNumbers *numbers,
                      WaySlice ret_slices[WAY_LOGIN_N_SLICES])
{
  gsize size = strlen (self->origin);

  if (!is_origin (self->origin, size))
    return FALSE;

  numbers->origin_len[0] = (guint8)(size >> 8);
  numbers->origin_len[1] = (guint8)size;
  numbers->wall_ms = way_number64 (self->wall_ms);
  ret_slices[0] = way_label (WAY_LABEL_LOGIN);
  ret_slices[1] = WAY_SLICE (&self->server);
  ret_slices[2] = (WaySlice){ numbers->origin_len, sizeof numbers->origin_len };
  ret_slices[3] = (WaySlice){ self->origin, size };
  ret_slices[4] = (WaySlice){ self->nonce, sizeof self->nonce };
  ret_slices[5] = WAY_SLICE (&self->device);
  ret_slices[6] = WAY_SLICE (&numbers->wall_ms);
  return TRUE;
}

gboolean
way_login_verify (const WayLogin *self, const WaySignPublic *dsk, const WaySignature *signature)
{
  WayLoginNumbers numbers;
  WaySlice slices[WAY_LOGIN_N_SLICES];

  return way_login_get_signed (self, &numbers, slices)
         && way_verify_parts (dsk, slices, G_N_ELEMENTS (slices), signature);
}
