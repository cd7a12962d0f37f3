/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network between the laptops and the server: a WayTransport over the server's own answers,
 * with the world's weather and, where it is so, with a server that is not honest.
 */
#pragma once

#include "sim-laptop.h"

G_BEGIN_DECLS

/* An answer that was given, to be given again by a server that is not honest. */
typedef struct
{
  char *question;        /* (owned): method and path without the query */
  WayWireAnswer *answer; /* (owned) */
} SimAnswer;

void sim_answer_free (SimAnswer *self);

/* (transfer full): a WayMakeTransport; @data is the SimDisk of who sends. */
WayTransport *sim_net_make_transport (
    const char *server, const char *ca_pem, WayExecutor *executor, gpointer data, GError **error);

/* What is still on its way arrives, in any order. */
void sim_net_deliver_late (SimWorld *world);
void sim_net_free_late (gpointer travelling);

/* (transfer full) (nullable): @answer, as a server that is not honest gives it; NULL where nothing
 * of that sort can be done to it.  Says in world->betrayed whether it must be noticed. */
WayWireAnswer *sim_evil_answer (SimWorld *world, const char *question, WayWireAnswer *answer);

G_END_DECLS
