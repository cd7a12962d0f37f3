/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-form-drafts.h"

#include "way-begun.h"
#include "way-schema.h"

struct _WayFormDrafts
{
  GObject parent;

  WayRepository *repository; /* (owned) */
  GPtrArray *drafts;         /* (owned): WayDraft */
  GPtrArray *noted;          /* (owned) (nullable): WayDraft, while the vault is being read */
};

G_DEFINE_FINAL_TYPE (WayFormDrafts, way_form_drafts, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static WayDraft *
copy (const WayDraft *draft)
{
  WayDraft *other = way_draft_new ();

  *other = *draft;
  other->value = g_bytes_ref (draft->value);
  other->bases = g_array_ref (draft->bases);
  return other;
}

static gboolean
is_of_one_field (const WayDraft *a, const WayDraft *b)
{
  return a->kind == b->kind && a->group == b->group && way_id_equal (&a->object, &b->object)
         && way_id_equal (&a->case_id, &b->case_id);
}

static void
put (WayFormDrafts *self, const WayDraft *draft)
{
  if (self->repository == NULL)
    return;
  for (guint i = self->drafts->len; i > 0; i--)
    if (is_of_one_field (g_ptr_array_index (self->drafts, i - 1), draft))
      g_ptr_array_remove_index (self->drafts, i - 1);
  if (g_bytes_get_size (draft->value) > 0)
    g_ptr_array_add (self->drafts, copy (draft));
}

/* What was written meanwhile is newer than what was read. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayFormDrafts) self = data;
  g_autoptr (GPtrArray) drafts = way_repository_list_drafts_finish (WAY_REPOSITORY (source), result,
                                                                    NULL);
  g_autoptr (GPtrArray) noted = g_steal_pointer (&self->noted);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    if (((WayDraft *)g_ptr_array_index (drafts, i))->held)
      put (self, g_ptr_array_index (drafts, i));
  for (guint i = 0; noted != NULL && i < noted->len; i++)
    put (self, g_ptr_array_index (noted, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
way_form_drafts_note (WayFormDrafts *self, const WayDraft *draft)
{
  if (self->noted != NULL)
    g_ptr_array_add (self->noted, copy (draft));
  put (self, draft);
  g_signal_emit (self, signals[CHANGED], 0);
}

const WayDraft *
way_form_drafts_find_begun (
    WayFormDrafts *self, WayCase *present, guint16 kind, const WayId *object, guint16 group)
{
  return way_begun_find (self->drafts, present, kind, object, group);
}

static void
drop (WayFormDrafts *self, const WayDraft *draft)
{
  g_autoptr (WayDraft) nothing = copy (draft);

  g_bytes_unref (nothing->value);
  nothing->value = g_bytes_new_static ("", 0);
  if (self->repository == NULL)
    return;
  way_repository_save_draft (self->repository, nothing, NULL, NULL, NULL);
  way_form_drafts_note (self, nothing);
}

void
way_form_drafts_let_go (WayFormDrafts *self, const WayDraft *draft)
{
  g_autoptr (WayDraft) text = copy (draft), reason = copy (draft);

  reason->object = way_begun_settlement (draft->kind, &draft->object, draft->group);
  reason->kind = WAY_KIND_SETTLEMENT;
  reason->group = WAY_SETTLEMENT_REASON;
  drop (self, reason);
  drop (self, text);
}

/* -- made and dropped -------------------------------------------------------------------------- */

/* Whoever still holds it at a lock holds nothing of anybody. */
static void
way_form_drafts_dispose (GObject *object)
{
  WayFormDrafts *self = WAY_FORM_DRAFTS (object);

  g_clear_object (&self->repository);
  g_clear_pointer (&self->noted, g_ptr_array_unref);
  g_ptr_array_set_size (self->drafts, 0);
  G_OBJECT_CLASS (way_form_drafts_parent_class)->dispose (object);
}

static void
way_form_drafts_finalize (GObject *object)
{
  WayFormDrafts *self = WAY_FORM_DRAFTS (object);

  g_ptr_array_unref (self->drafts);
  G_OBJECT_CLASS (way_form_drafts_parent_class)->finalize (object);
}

static void
way_form_drafts_class_init (WayFormDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_form_drafts_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_form_drafts_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_form_drafts_init (WayFormDrafts *self)
{
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);
  self->noted = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);
}

WayFormDrafts *
way_form_drafts_new (WayRepository *repository)
{
  WayFormDrafts *self = g_object_new (WAY_TYPE_FORM_DRAFTS, NULL);

  self->repository = g_object_ref (repository);
  way_repository_list_drafts (repository, NULL, listed_cb, g_object_ref (self));
  return self;
}
