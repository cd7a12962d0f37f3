/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRequest and WayAnswer: what was asked and what is said to it, whatever carried it.
 *
 * Plain values; belong to one thread at a time.
 */
#pragma once

#include "way-id.h"
#include "way-reason.h"

G_BEGIN_DECLS

typedef struct
{
  char *method, *path;                         /* (owned): path without the query */
  char *query;                                 /* (owned) (nullable) */
  char *authorization, *content_type, *origin; /* (owned) (nullable): headers */
  char *address;                               /* (owned): who asks; no log holds it */
  GBytes *body;                                /* (owned) (nullable) */
  gboolean last;                               /* the time to hold it back is over */
} WayRequest;

/* (transfer full) */
WayRequest *way_request_new (const char *method, const char *path, const char *query);
void way_request_free (WayRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRequest, way_request_free)

typedef struct
{
  guint status;
  const char *content_type; /* (nullable): static */
  GBytes *body;             /* (owned) (nullable) */
  guint retry_after_s;      /* 0: none */
  const char *allow;        /* (nullable): static */
  const char *route;        /* static: for the log, without anything of the request */
  WayReason reason;

  /* Nothing to say yet: ask again when something was written, and after @wait_ms with last. */
  gboolean held;
  guint wait_ms;
  WayId device; /* who waits; nil: nobody by name */
} WayAnswer;

/* (transfer full) */
WayAnswer *way_answer_new (void);
void way_answer_free (WayAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayAnswer, way_answer_free)

/* Becomes the refusal, with no more than its reason. */
void way_answer_refuse (WayAnswer *self, WayReason reason);

G_END_DECLS
