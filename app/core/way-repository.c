/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-repository.h"

G_DEFINE_INTERFACE (WayRepository, way_repository, G_TYPE_OBJECT)

enum
{
  CASE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
way_repository_default_init (WayRepositoryInterface *iface)
{
  signals[CASE_CHANGED] = g_signal_new ("case-changed", G_TYPE_FROM_INTERFACE (iface),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_POINTER);
}

void
way_repository_case_changed (WayRepository *self, const WayId *case_id)
{
  g_signal_emit (self, signals[CASE_CHANGED], 0, case_id);
}

WayPersonLine *
way_person_line_new (void)
{
  return g_new0 (WayPersonLine, 1);
}

void
way_person_line_free (WayPersonLine *self)
{
  if (self == NULL)
    return;

  g_free (self->preferred_name);
  g_free (self->full_name);
  g_free (self->pronouns);
  g_free (self->date_of_birth);
  g_free (self->closed);
  g_free (self);
}

WaySearchHit *
way_search_hit_new (void)
{
  return g_new0 (WaySearchHit, 1);
}

void
way_search_hit_free (WaySearchHit *self)
{
  if (self == NULL)
    return;

  g_free (self->preferred_name);
  g_free (self->path);
  g_free (self->snippet);
  g_free (self);
}

WayDraft *
way_draft_new (void)
{
  return g_new0 (WayDraft, 1);
}

void
way_draft_free (WayDraft *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->value, g_bytes_unref);
  g_clear_pointer (&self->bases, g_array_unref);
  g_free (self);
}

void
way_repository_list_people (WayRepository *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->list_people (self, cancellable, callback, data);
}

GPtrArray *
way_repository_list_people_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->list_people_finish (self, result, error);
}

void
way_repository_load_case (WayRepository *self,
                          const WayId *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->load_case (self, id, cancellable, callback, data);
}

WayCase *
way_repository_load_case_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->load_case_finish (self, result, error);
}

void
way_repository_load_past (WayRepository *self,
                          const WayId *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->load_past (self, id, cancellable, callback, data);
}

WayPast *
way_repository_load_past_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->load_past_finish (self, result, error);
}

void
way_repository_commit (WayRepository *self,
                       GPtrArray *acts,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->commit (self, acts, cancellable, callback, data);
}

gboolean
way_repository_commit_finish (WayRepository *self,
                              GAsyncResult *result,
                              guint *ret_n_operations,
                              GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->commit_finish (self, result, ret_n_operations, error);
}

void
way_repository_search (WayRepository *self,
                       const char *typed,
                       const WayId *person,
                       guint limit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->search (self, typed, person, limit, cancellable, callback, data);
}

GPtrArray *
way_repository_search_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->search_finish (self, result, error);
}

void
way_repository_save_draft (WayRepository *self,
                           WayDraft *draft,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->save_draft (self, draft, cancellable, callback, data);
}

gboolean
way_repository_save_draft_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->save_draft_finish (self, result, error);
}

void
way_repository_list_drafts (WayRepository *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  WAY_REPOSITORY_GET_IFACE (self)->list_drafts (self, cancellable, callback, data);
}

GPtrArray *
way_repository_list_drafts_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return WAY_REPOSITORY_GET_IFACE (self)->list_drafts_finish (self, result, error);
}
