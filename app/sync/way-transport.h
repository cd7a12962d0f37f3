/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTransport: one request to one server, and its answer.
 *
 * Whatever the server answers is an answer; everything else is an error: WAY_SYNC_ERROR OFFLINE, a
 * CERT_* trouble, or NOT_WAYMARK.  A transport speaks to its origin only, follows nobody elsewhere,
 * and takes no more than WAY_ANSWER_MAX_SIZE bytes.  Called on the main context; results come back
 * there.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WAY_ANSWER_MAX_SIZE (2 * 1024 * 1024)

typedef struct
{
  char *method; /* (owned) */
  char *path;   /* (owned): with its query, beginning with "/" */
  char *token;  /* (owned) (nullable): the whole Authorization header */
  GBytes *body; /* (owned) (nullable) */
  gboolean is_json;
  guint wait_ms; /* how long the server may keep it; the deadline is that much later */
} WayWireRequest;

typedef struct
{
  guint status;
  GBytes *body; /* (owned) */
  gboolean is_json;
} WayWireAnswer;

/* (transfer full): @path sinks; @body (nullable) sinks. */
WayWireRequest *way_wire_request_new (const char *method, char *path, GBytes *body);
void way_wire_request_free (WayWireRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayWireRequest, way_wire_request_free)

/* (transfer full): @body sinks. */
WayWireAnswer *way_wire_answer_new (guint status, GBytes *body, gboolean is_json);
void way_wire_answer_free (WayWireAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayWireAnswer, way_wire_answer_free)

#define WAY_TYPE_TRANSPORT (way_transport_get_type ())
G_DECLARE_INTERFACE (WayTransport, way_transport, WAY, TRANSPORT, GObject)

struct _WayTransportInterface
{
  GTypeInterface parent_iface;

  const char *(*get_origin) (WayTransport *self);
  void (*send) (WayTransport *self,
                const WayWireRequest *request,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data);
  WayWireAnswer *(*send_finish) (WayTransport *self, GAsyncResult *result, GError **error);
};

/* (transfer none): as protocol.md 6 writes it. */
const char *way_transport_get_origin (WayTransport *self);
void way_transport_send (WayTransport *self,
                         const WayWireRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
/* (transfer full) */
WayWireAnswer *way_transport_send_finish (WayTransport *self, GAsyncResult *result, GError **error);

G_END_DECLS
