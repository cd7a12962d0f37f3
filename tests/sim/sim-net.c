/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-net.h"

#include <string.h>
#include "sim-disk.h"
#include "way-sync-error.h"
#include "way-task.h"

#define HELD_TRIES 200 /* looks at an answer that is kept back, before its time is over */
#define LATE_PERCENT 30

#define SIM_TYPE_NET (sim_net_get_type ())
G_DECLARE_FINAL_TYPE (SimNet, sim_net, SIM, NET, GObject)

struct _SimNet
{
  GObject parent_instance;
  SimDisk *disk; /* (owned): who sends */
};

static void sim_net_iface_init (WayTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimNet,
                               sim_net,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_TRANSPORT, sim_net_iface_init))

typedef struct
{
  SimWorld *world;
  WayRequest *request;
  char *question;
  guint tries;
  gboolean unanswered;
} Travelling;

static void
travelling_clear (Travelling *self)
{
  way_request_free (self->request);
  g_free (self->question);
}
WAY_DEFINE_DATA (Travelling, travelling)

void
sim_answer_free (SimAnswer *self)
{
  g_free (self->question);
  way_wire_answer_free (self->answer);
  g_free (self);
}

static void
return_offline (GTask *task)
{
  GError *error = NULL;

  way_sync_fail (&error, WAY_SYNC_TROUBLE_NONE);
  g_task_return_error (task, error);
}

/* -- there ------------------------------------------------------------------------------------- */

/* The server is blind, whatever it is sent. */
static void
look_for_words (SimWorld *world, const WayWireRequest *request)
{
  gsize size = 0;
  gconstpointer bytes = request->body != NULL ? g_bytes_get_data (request->body, &size) : NULL;

  if (strstr (request->path, SIM_NEEDLE) != NULL
      || (size > 0 && memmem (bytes, size, SIM_NEEDLE, strlen (SIM_NEEDLE)) != NULL))
    sim_fail (world, "the server was sent words in clear: %s", request->path);
}

static GBytes *
cut_bytes (SimWorld *world, GBytes *bytes, gboolean cut)
{
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (!cut || size == 0)
    return bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return g_bytes_new_from_bytes (bytes, 0, sim_below (world, (guint32)size));
}

/* (transfer full) (nullable): @bytes, or what the world's cutting leaves of them. */
static GBytes *
cut_one (SimWorld *world, GBytes *bytes, gboolean answer)
{
  SimCutting *cutting = &world->cutting;

  if (cutting->number != 1 || cutting->answer != answer || bytes == NULL)
    return bytes != NULL ? g_bytes_ref (bytes) : NULL;
  cutting->size = g_bytes_get_size (bytes);
  cutting->was_cut = cutting->at < cutting->size;
  return g_bytes_new_from_bytes (bytes, 0, MIN (cutting->at, cutting->size));
}

static WayRequest *
carry (SimWorld *world, const WayWireRequest *request)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "?", 2);
  WayRequest *carried = way_request_new (request->method, parts[0], parts[1]);
  g_autoptr (GBytes) body = cut_one (world, request->body, FALSE);

  carried->authorization = g_strdup (request->token);
  carried->body = cut_bytes (world, body, sim_happens (world, world->weather.cut));
  if (carried->body != NULL)
    carried->content_type = g_strdup (request->is_json ? "application/json"
                                                       : "application/octet-stream");
  g_free (carried->address);
  carried->address = g_strdup ("192.0.2.1");
  return carried;
}

/* (transfer full): what the server says; where it was killed over it, nobody hears of it, and it is
 * started again. */
static WayAnswer *
ask (SimWorld *world, const WayRequest *request)
{
  WayAnswer *answer = way_server_answer (world->server, request);

  if (!world->killed)
    return answer;
  sim_trace (world, "server killed");
  sim_server_close (world);
  sim_server_open (world);
  way_answer_free (answer);
  return NULL;
}

/* -- and back ---------------------------------------------------------------------------------- */

static WayWireAnswer *
copy_answer (const WayWireAnswer *answer)
{
  return way_wire_answer_new (answer->status, g_bytes_ref (answer->body), answer->is_json);
}

static void
remember (SimWorld *world, const char *question, const WayWireAnswer *answer)
{
  SimAnswer *kept = g_new0 (SimAnswer, 1);

  kept->question = g_strdup (question);
  kept->answer = copy_answer (answer);
  g_ptr_array_add (world->answers, kept);
}

/* (transfer full) */
static WayWireAnswer *
carry_back (SimWorld *world, const char *question, WayAnswer *answer)
{
  g_autoptr (GBytes) whole = cut_one (world, answer->body, TRUE);
  g_autoptr (GBytes) body = whole != NULL ? cut_bytes (
                                world, whole, sim_happens (world, world->weather.answer_cut))
                                          : g_bytes_new_static ("", 0);
  gboolean is_json = g_strcmp0 (answer->content_type, "application/json") == 0;
  WayWireAnswer *carried = way_wire_answer_new (answer->status, g_bytes_ref (body), is_json);
  WayWireAnswer *other;

  remember (world, question, carried);
  other = world->evil != SIM_EVIL_NONE && sim_happens (world, 40)
              ? sim_evil_answer (world, question, carried)
              : NULL;
  if (other == NULL)
    return carried;
  way_wire_answer_free (carried);
  return other;
}

/* Nobody waits for it any more. */
static void
deliver_late (SimWorld *world, guint index)
{
  g_autoptr (Travelling) travelling = g_ptr_array_steal_index (world->late, index);

  sim_trace (world, "late %s", travelling->question);
  way_answer_free (ask (world, travelling->request));
}

void
sim_net_deliver_late (SimWorld *world)
{
  while (world->late->len > 0)
    deliver_late (world, sim_below (world, world->late->len));
}

void
sim_net_free_late (gpointer travelling)
{
  travelling_free (travelling);
}

static gboolean arrive_cb (gpointer data);

static void
arrive (GTask *task)
{
  Travelling *travelling = g_task_get_task_data (task);
  SimWorld *world = travelling->world;
  SimDisk *disk = SIM_NET (g_task_get_source_object (task))->disk;
  g_autoptr (WayAnswer) answer = NULL;

  /* An older one overtakes it; but a server that is not honest shall have told a lie, and nobody
   * else. */
  if (world->late->len > 0 && world->evil == SIM_EVIL_NONE && sim_happens (world, LATE_PERCENT))
    deliver_late (world, sim_below (world, world->late->len));
  travelling->request->last = travelling->tries > HELD_TRIES;
  answer = ask (world, travelling->request);
  if (answer != NULL && answer->held)
    {
      travelling->tries++;
      way_executor_add_timeout (world->executor, 1, arrive_cb, g_object_ref (task), g_object_unref);
      return;
    }
  if (answer != NULL)
    sim_trace (world, "%s %u", travelling->question, answer->status);
  if (answer == NULL || travelling->unanswered || !sim_disk_may_hear (disk))
    return return_offline (task);
  g_task_return_pointer (task, carry_back (world, travelling->question, answer),
                         (GDestroyNotify)way_wire_answer_free);
}

static gboolean
arrive_cb (gpointer data)
{
  arrive (data);
  return G_SOURCE_REMOVE;
}

static Travelling *
travelling_make (SimWorld *world, const WayWireRequest *request)
{
  Travelling *travelling = travelling_new0 ();

  travelling->world = world;
  travelling->request = carry (world, request);
  travelling->question = g_strconcat (request->method, " ", travelling->request->path, NULL);
  return travelling;
}

/* The one that is to be cut is number 1 while it is on its way. */
static void
count_cutting (SimWorld *world)
{
  SimCutting *cutting = &world->cutting;

  if (cutting->number == 0)
    return;
  if (cutting->counted)
    cutting->number--;
  cutting->counted = TRUE;
  cutting->reached = cutting->reached || cutting->number == 1;
}

static void
send_request (WayTransport *transport,
              const WayWireRequest *request,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  SimDisk *disk = SIM_NET (transport)->disk;
  SimWorld *world = disk->world;
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, data);
  Travelling *travelling;

  g_task_set_source_tag (task, send_request);
  if (!sim_disk_may_send (disk) || world->server == NULL)
    return return_offline (task);
  count_cutting (world);
  look_for_words (world, request);
  world->n_requests++;
  if (sim_happens (world, world->weather.late))
    g_ptr_array_add (world->late, travelling_make (world, request));
  if (sim_happens (world, world->weather.lost))
    return return_offline (task);
  travelling = travelling_make (world, request);
  g_task_set_task_data (task, travelling, sim_net_free_late);
  travelling->unanswered = sim_happens (world, world->weather.unanswered);
  if (sim_happens (world, world->weather.twice))
    way_answer_free (ask (world, travelling->request));
  way_executor_add_timeout (world->executor, 1, arrive_cb, g_steal_pointer (&task), g_object_unref);
}

static WayWireAnswer *
send_finish (WayTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
get_origin (WayTransport *transport)
{
  return SIM_ORIGIN;
}

static void
sim_net_iface_init (WayTransportInterface *iface)
{
  iface->get_origin = get_origin;
  iface->send = send_request;
  iface->send_finish = send_finish;
}

static void
sim_net_finalize (GObject *object)
{
  g_clear_object (&SIM_NET (object)->disk);
  G_OBJECT_CLASS (sim_net_parent_class)->finalize (object);
}

static void
sim_net_init (SimNet *self)
{
}

static void
sim_net_class_init (SimNetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_net_finalize;
}

WayTransport *
sim_net_make_transport (
    const char *server, const char *ca_pem, WayExecutor *executor, gpointer data, GError **error)
{
  SimNet *self = g_object_new (SIM_TYPE_NET, NULL);

  self->disk = g_object_ref (data);
  return WAY_TRANSPORT (self);
}
