/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRepository: what pages and the command line see of the vault.  store implements it.
 *
 * Every verb is asynchronous and is called on the main context; results come back there as
 * immutable values.  A commit is on disk, encrypted and synced to the disk, before its callback
 * runs.
 *
 * Signal "case-changed" (const WayId *case_id), on the main context: something of this case, or of
 * the council's, came from another laptop, or what was written here now stands in its log.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-past.h"

G_BEGIN_DECLS

/* One line of the caseload. */
typedef struct
{
  WayId id;
  char *preferred_name, *full_name, *pronouns;
  char *date_of_birth; /* YYYY-MM-DD or "" */
  char *closed;        /* reason, or "" while open */
  guint n_conflicts;   /* objects with versions to settle */
} WayPersonLine;

/* One place where the words were found. */
typedef struct
{
  WayId person;
  char *preferred_name;
  char *path;    /* as in the PERSON document: plan.matters.S1_05.own_words, contacts.ID.notes */
  char *snippet; /* the sentence; a private address in it reads "[kept private]" */
  gboolean own_words;
  gboolean superseded; /* an older wording: it stands in an earlier version or in History */
  gint64 made_ms;
} WaySearchHit;

WayPersonLine *way_person_line_new (void);
void way_person_line_free (WayPersonLine *self);
WaySearchHit *way_search_hit_new (void);
void way_search_hit_free (WaySearchHit *self);

/* A stored draft of a field being typed (decisions.md 9). */
typedef struct
{
  WayId case_id;
  guint16 kind;
  WayId object;
  guint16 group;
  GBytes *value; /* normal form of the group's type */
  GArray *bases; /* WayOpId */
  gint64 began_ms;
  gboolean held; /* of a form that is saved as one act (recording a visit): it waits for the form,
                    and nothing but that act ever makes an operation of it */
} WayDraft;

WayDraft *way_draft_new (void);
void way_draft_free (WayDraft *self);

#define WAY_TYPE_REPOSITORY (way_repository_get_type ())
G_DECLARE_INTERFACE (WayRepository, way_repository, WAY, REPOSITORY, GObject)

struct _WayRepositoryInterface
{
  GTypeInterface parent_iface;

  /* GPtrArray of WayPersonLine, by preferred name folded, then id. */
  void (*list_people) (WayRepository *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
  GPtrArray *(*list_people_finish) (WayRepository *self, GAsyncResult *result, GError **error);

  /* WayCase; NOT_FOUND where the vault has no such case. */
  void (*load_case) (WayRepository *self,
                     const WayId *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data);
  WayCase *(*load_case_finish) (WayRepository *self, GAsyncResult *result, GError **error);

  /* WayPast; an empty one where the vault has no such case. */
  void (*load_past) (WayRepository *self,
                     const WayId *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data);
  WayPast *(*load_past_finish) (WayRepository *self, GAsyncResult *result, GError **error);

  /* Takes the acts (GPtrArray of WayAct): all in one transaction, each one act of its own, or none
   * at all.  Changes that would write what already stands are left out. */
  void (*commit) (WayRepository *self,
                  GPtrArray *acts,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data);
  gboolean (*commit_finish) (WayRepository *self,
                             GAsyncResult *result,
                             guint *ret_n_operations,
                             GError **error);

  /* GPtrArray of WaySearchHit: people by name, newest first within a person; of one sentence only
   * the newest wording.  @person NULL searches everyone; @limit 0 is no limit. */
  void (*search) (WayRepository *self,
                  const char *typed,
                  const WayId *person,
                  guint limit,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data);
  GPtrArray *(*search_finish) (WayRepository *self, GAsyncResult *result, GError **error);

  /* The draft replaces an earlier one of the same field.  An empty value drops it. */
  void (*save_draft) (WayRepository *self,
                      WayDraft *draft,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data);
  gboolean (*save_draft_finish) (WayRepository *self, GAsyncResult *result, GError **error);

  /* GPtrArray of WayDraft. */
  void (*list_drafts) (WayRepository *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
  GPtrArray *(*list_drafts_finish) (WayRepository *self, GAsyncResult *result, GError **error);
};

/* For who implements it: emits the signal. */
void way_repository_case_changed (WayRepository *self, const WayId *case_id);

void way_repository_list_people (WayRepository *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
GPtrArray *
way_repository_list_people_finish (WayRepository *self, GAsyncResult *result, GError **error);

void way_repository_load_case (WayRepository *self,
                               const WayId *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
WayCase *
way_repository_load_case_finish (WayRepository *self, GAsyncResult *result, GError **error);

void way_repository_load_past (WayRepository *self,
                               const WayId *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
WayPast *
way_repository_load_past_finish (WayRepository *self, GAsyncResult *result, GError **error);

void way_repository_commit (WayRepository *self,
                            GPtrArray *acts,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean way_repository_commit_finish (WayRepository *self,
                                       GAsyncResult *result,
                                       guint *ret_n_operations,
                                       GError **error);

void way_repository_search (WayRepository *self,
                            const char *typed,
                            const WayId *person,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
GPtrArray *way_repository_search_finish (WayRepository *self, GAsyncResult *result, GError **error);

void way_repository_save_draft (WayRepository *self,
                                WayDraft *draft,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean
way_repository_save_draft_finish (WayRepository *self, GAsyncResult *result, GError **error);

void way_repository_list_drafts (WayRepository *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
GPtrArray *
way_repository_list_drafts_finish (WayRepository *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPersonLine, way_person_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySearchHit, way_search_hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDraft, way_draft_free)

G_END_DECLS
