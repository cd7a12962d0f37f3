/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-export.h"

#include <string.h>
#include "way-person-shape.h"

struct _WayExporter
{
  GOutputStream *out;      /* (owned) */
  WayReference *reference; /* (owned) */
  guint n_people, n_left_out;
};

static const char head[] = "{\n  \"format\" : \"" WAY_DOCUMENT_FORMAT "\",\n  \"people\" : [";

WayExporter *
way_exporter_new (GOutputStream *out, WayReference *reference)
{
  WayExporter *self = g_new0 (WayExporter, 1);

  self->out = g_object_ref (out);
  self->reference = way_reference_ref (reference);
  return self;
}

void
way_exporter_free (WayExporter *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->out);
  way_reference_unref (self->reference);
  g_free (self);
}

static gboolean
put (WayExporter *self, const char *text, GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (self->out, text, strlen (text), NULL, cancellable, error);
}

gboolean
way_exporter_add (WayExporter *self, WayCase *person, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) node = way_export_person (person, self->reference, WAY_EXPORT_INTERCHANGE);
  g_autofree char *json = way_export_to_text (node);
  g_autoptr (GString) text = g_string_new (json);

  /* No text holds a line break of its own in JSON, so every one here is layout. */
  g_string_replace (text, "\n", "\n    ", 0);
  g_string_prepend (text, self->n_people == 0 ? "\n    " : ",\n    ");
  if (self->n_people == 0)
    g_string_prepend (text, head);
  self->n_people++;
  self->n_left_out += way_export_count_left_out (person, self->reference);
  return put (self, text->str, cancellable, error);
}

gboolean
way_exporter_finish (WayExporter *self, GCancellable *cancellable, GError **error)
{
  if (self->n_people == 0 && !put (self, head, cancellable, error))
    return FALSE;
  return put (self, self->n_people == 0 ? "]\n}\n" : "\n  ]\n}\n", cancellable, error);
}

guint
way_exporter_get_left_out (WayExporter *self)
{
  return self->n_left_out;
}
