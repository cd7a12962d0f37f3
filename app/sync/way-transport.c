/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-transport.h"

G_DEFINE_INTERFACE (WayTransport, way_transport, G_TYPE_OBJECT)

static void
way_transport_default_init (WayTransportInterface *iface)
{
}

WayWireRequest *
way_wire_request_new (const char *method, char *path, GBytes *body)
{
  WayWireRequest *self = g_new0 (WayWireRequest, 1);

  self->method = g_strdup (method);
  self->path = path;
  self->body = body;
  return self;
}

void
way_wire_request_free (WayWireRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_free (self->token);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

WayWireAnswer *
way_wire_answer_new (guint status, GBytes *body, gboolean is_json)
{
  WayWireAnswer *self = g_new0 (WayWireAnswer, 1);

  self->status = status;
  self->body = body;
  self->is_json = is_json;
  return self;
}

void
way_wire_answer_free (WayWireAnswer *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->body);
  g_free (self);
}

const char *
way_transport_get_origin (WayTransport *self)
{
  return WAY_TRANSPORT_GET_IFACE (self)->get_origin (self);
}

void
way_transport_send (WayTransport *self,
                    const WayWireRequest *request,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  WAY_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, callback, data);
}

WayWireAnswer *
way_transport_send_finish (WayTransport *self, GAsyncResult *result, GError **error)
{
  return WAY_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
