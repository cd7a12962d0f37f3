/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-copy.h"

#include "way-core-error.h"
#include "way-fail.h"
#include "way-value.h"

void
way_copy_clear (WayCopy *self)
{
  g_clear_pointer (&self->version, g_bytes_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->sections, g_strfreev);
  g_clear_pointer (&self->made_for, g_free);
}

/* RFC 4648, five bits a letter. */
void
way_copy_set_id (WayCopy *self, const WayId *id)
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

void
way_copy_set_version (WayCopy *self, const WayVersion *version)
{
  g_clear_pointer (&self->version, g_bytes_unref);
  self->version = version != NULL ? g_bytes_new (version->hash, sizeof version->hash)
                                  : g_bytes_new (NULL, 0);
}

/* (transfer floating) */
static GVariant *
build_made (const WayCopy *self)
{
  char on_text[WAY_DATE_TEXT_SIZE];

  return g_variant_new (
      "(@ayss^asbss@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->version, TRUE),
      "standard", self->language, self->sections, self->with_address, self->made_for,
      way_date_format (self->on, on_text), way_value_new_id (&self->by));
}

gboolean
way_copy_check (const WayCopy *self, WayDate today, GError **error)
{
  g_autoptr (GVariant) made = g_variant_ref_sink (build_made (self));

  if (self->made_for[0] == '\0')
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     "Write the name of whoever gets the copy.");
  return way_value_check (way_schema_group (WAY_KIND_COPY, WAY_COPY_MADE), made, today, error);
}

WayAct *
way_copy_build_act (const WayCopy *self, const WayId *case_id)
{
  WayAct *act = way_act_new (case_id, 0);

  way_act_create (act, WAY_KIND_COPY, &self->id);
  way_act_set (act, WAY_KIND_COPY, &self->id, WAY_COPY_MADE, build_made (self));
  way_act_set (act, WAY_KIND_COPY, &self->id, WAY_COPY_PAGES, g_variant_new ("(u)", self->pages));
  return act;
}

WayAct *
way_copy_build_return (const WayId *copy, const WayId *case_id)
{
  WayAct *act = way_act_new (case_id, 0);

  way_act_remove (act, WAY_KIND_COPY, copy, "not given");
  return act;
}

void
way_copy_read (WayCopy *ret_copy, const WayObject *object)
{
  g_autoptr (GVariant) made = way_object_dup_value (object, WAY_COPY_MADE);
  g_autoptr (GVariant) pages = way_object_dup_value (object, WAY_COPY_PAGES);
  g_autoptr (GVariant) version = NULL;
  WayCopy copy = { .made_ms = object->created_ms };

  if (made == NULL)
    made = g_variant_ref_sink (way_value_empty (way_schema_group (WAY_KIND_COPY, WAY_COPY_MADE)));
  way_copy_set_id (&copy, &object->id);
  g_variant_get (made, "(@ayss^asbss@ay)", &version, NULL, &copy.language, &copy.sections,
                 &copy.with_address, &copy.made_for, NULL, NULL);
  copy.version = g_bytes_new (g_variant_get_data (version), g_variant_get_size (version));
  copy.on = way_object_get_date (object, WAY_COPY_MADE, 6);
  way_object_get_id (object, WAY_COPY_MADE, 7, &copy.by);
  if (pages != NULL)
    g_variant_get (pages, "(u)", &copy.pages);
  *ret_copy = copy;
}

gboolean
way_copy_find (WayCopy *ret_copy, WayCase *person, const char *text, GError **error)
{
  g_autoptr (GPtrArray) copies = way_case_list (person, WAY_KIND_COPY);

  for (guint i = 0; i < copies->len; i++)
    {
      const WayObject *object = g_ptr_array_index (copies, i);
      WayCopy copy = { .version = NULL };
      WayId id;

      way_copy_set_id (&copy, &object->id);
      if (g_ascii_strcasecmp (copy.number, text) != 0
          && !(way_id_parse (text, &id) && way_id_equal (&id, &object->id)))
        continue;
      way_copy_read (ret_copy, object);
      return TRUE;
    }
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
                   "There is no copy of this number.");
}
