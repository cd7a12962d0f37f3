/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-request.h"

#include <string.h>

WayRequest *
way_request_new (const char *method, const char *path, const char *query)
{
  WayRequest *self = g_new0 (WayRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  self->address = g_strdup ("");
  return self;
}

void
way_request_free (WayRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->authorization);
  g_free (self->content_type);
  g_free (self->origin);
  g_free (self->address);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

WayAnswer *
way_answer_new (void)
{
  WayAnswer *self = g_new0 (WayAnswer, 1);

  self->status = 200;
  self->route = "-";
  return self;
}

void
way_answer_free (WayAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
way_answer_refuse (WayAnswer *self, WayReason reason)
{
  g_autofree char *text = g_strdup_printf ("{\"reason\":\"%s\"}", way_reason_get_name (reason));
  gsize size = strlen (text);

  self->reason = reason;
  self->status = way_reason_get_status (reason);
  self->content_type = "application/json";
  self->held = FALSE;
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_take (g_steal_pointer (&text), size);
}
