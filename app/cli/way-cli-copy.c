/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-copy.h"

#include "way-core-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-value.h"

void
way_cli_copy_clear (WayCliCopy *self)
{
  g_clear_pointer (&self->version, g_bytes_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->sections, g_strfreev);
  g_clear_pointer (&self->made_for, g_free);
}

/* RFC 4648, five bits a letter. */
void
way_cli_copy_set_id (WayCliCopy *self, const WayId *id)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  guint32 bits = (guint32)id->bytes[0] << 24 | (guint32)id->bytes[1] << 16
                 | (guint32)id->bytes[2] << 8 | id->bytes[3];
  char *letter = self->number;

  self->id = *id;
  for (guint i = 0; i < 6; i++)
    {
      if (i == 3)
        *letter++ = '-';
      *letter++ = alphabet[bits >> (27 - 5 * i) & 31];
    }
  *letter = '\0';
}

/* (transfer floating) */
static GVariant *
build_made (const WayCliCopy *self, WayDate on, const WayId *by)
{
  char on_text[WAY_DATE_TEXT_SIZE];

  return g_variant_new ("(@ayss^asbss@ay)",
                        g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->version, TRUE),
                        "standard", self->language, self->sections, self->with_address,
                        self->made_for, way_date_format (on, on_text), way_value_new_id (by));
}

gboolean
way_cli_copy_check (const WayCliCopy *self, WayDate today, GError **error)
{
  g_autoptr (GVariant) made = g_variant_ref_sink (build_made (self, today, &way_id_nil));

  if (self->made_for[0] == '\0')
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     _ ("--copy-for is the name of whoever gets the copy."));
  return way_value_check (way_schema_group (WAY_KIND_COPY, WAY_COPY_MADE), made, today, error);
}

WayAct *
way_cli_copy_build_act (
    const WayCliCopy *self, const WayId *case_id, guint pages, WayDate on, const WayId *by)
{
  WayAct *act = way_act_new (case_id, 0);

  way_act_create (act, WAY_KIND_COPY, &self->id);
  way_act_set (act, WAY_KIND_COPY, &self->id, WAY_COPY_MADE, build_made (self, on, by));
  way_act_set (act, WAY_KIND_COPY, &self->id, WAY_COPY_PAGES, g_variant_new ("(u)", pages));
  return act;
}

static void
read_copy (WayCliCopy *self, const WayObject *object)
{
  g_autoptr (GVariant) made = way_object_dup_value (object, WAY_COPY_MADE);
  g_autoptr (GVariant) version = NULL;

  if (made == NULL)
    made = g_variant_ref_sink (way_value_empty (way_schema_group (WAY_KIND_COPY, WAY_COPY_MADE)));
  g_variant_get (made, "(@ayss^asbss@ay)", &version, NULL, &self->language, &self->sections,
                 &self->with_address, &self->made_for, NULL, NULL);
  self->version = g_bytes_new (g_variant_get_data (version), g_variant_get_size (version));
  self->made_ms = object->created_ms;
}

gboolean
way_cli_copy_find (WayCliCopy *ret_copy, WayCase *person, const char *text, GError **error)
{
  g_autoptr (GPtrArray) copies = way_case_list (person, WAY_KIND_COPY);

  for (guint i = 0; i < copies->len; i++)
    {
      const WayObject *object = g_ptr_array_index (copies, i);
      WayCliCopy copy = { .version = NULL };
      WayId id;

      way_cli_copy_set_id (&copy, &object->id);
      if (g_ascii_strcasecmp (copy.number, text) != 0
          && !(way_id_parse (text, &id) && way_id_equal (&id, &object->id)))
        continue;
      read_copy (&copy, object);
      *ret_copy = copy;
      return TRUE;
    }
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
                   _ ("There is no copy of this number."));
}
