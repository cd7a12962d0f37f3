/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-exchange-data.h"

#include "way-exchange-resource.h"
#include "way-reference-load.h"

/* The files are linked in, so a missing one is a fault of the build. */
static GBytes *
look_up (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (way_exchange_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert (bytes != NULL);
  return bytes;
}

WayReference *
way_exchange_load_reference (GError **error)
{
  g_autoptr (GBytes) json = look_up ("/io/github/waymark/exchange/england.json");

  return way_reference_load (json, error);
}

GBytes *
way_exchange_get_practice (void)
{
  return look_up ("/io/github/waymark/exchange/practice.json");
}

GBytes *
way_exchange_get_codes (void)
{
  return look_up ("/io/github/waymark/exchange/codes.json");
}
