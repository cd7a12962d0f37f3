/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDesk: everything that lies open while the vault is unlocked.
 *
 * The composition root lays the desk at unlock and clears it at lock; pages get it and nothing
 * else.  It hands out the caseload and live cases, writes acts, keeps the undo stack (which dies
 * with it) and knows whether what was typed is on the disk.  Main context only.
 *
 * Properties: "can-undo" b · "saving" b · "saved" s: "Saved on this laptop, 1:42pm", "" before
 * anything was written · "trouble" s: why the newest change could not be saved, "" while all is
 * well · "adviser" s: the adviser's full name.  Signal: "sync-changed", when there is news of sync.
 */
#pragma once

#include <gio/gio.h>
#include "way-act.h"
#include "way-caseload.h"
#include "way-clock.h"
#include "way-executor.h"
#include "way-form-drafts.h"
#include "way-live-case.h"
#include "way-reference.h"
#include "way-repository.h"
#include "way-sync-status.h"
#include "way-unsaved.h"

G_BEGIN_DECLS

#define WAY_TYPE_DESK (way_desk_get_type ())
G_DECLARE_FINAL_TYPE (WayDesk, way_desk, WAY, DESK, GObject)

/* What the composition root has made; the desk takes a reference on each. */
typedef struct
{
  WayRepository *repository;
  WayExecutor *executor;
  WayClock *clock;
  WayRandom *random;
  WayReference *reference;
  WaySyncStatus *sync; /* (nullable): NULL where there is no team */
  WayId team, user;
  gboolean practice;
  const char *trouble; /* (nullable): why nothing can be saved from the beginning */
} WayDeskParts;

/* (transfer full): begins to read the caseload at once. */
WayDesk *way_desk_new (const WayDeskParts *parts);

/* (transfer none): all of these. */
WayRepository *way_desk_get_repository (WayDesk *self);
WayExecutor *way_desk_get_executor (WayDesk *self);
WayClock *way_desk_get_clock (WayDesk *self);
WayRandom *way_desk_get_random (WayDesk *self);
WayReference *way_desk_get_reference (WayDesk *self);
const WayId *way_desk_get_team (WayDesk *self);
const WayId *way_desk_get_user (WayDesk *self);
gboolean way_desk_is_practice (WayDesk *self);
/* How it stands with sync; NO_TEAM where the desk was given none. */
WaySyncReport way_desk_get_sync_report (WayDesk *self);
WayDate way_desk_get_today (WayDesk *self);

/* The adviser's full name and the name people call them; "" where none was given. */
const char *way_desk_get_adviser (WayDesk *self);
const char *way_desk_get_adviser_short (WayDesk *self);

/* The live case of council-wide objects. */
WayLiveCase *way_desk_get_team_case (WayDesk *self);
/* (transfer none): a GListModel of WayPersonItem. */
WayCaseload *way_desk_get_people (WayDesk *self);
WayFormDrafts *way_desk_get_form_drafts (WayDesk *self);
/* (transfer full): the same object for everyone who has this person open. */
WayLiveCase *way_desk_open_case (WayDesk *self, const WayId *id);

/* Takes @act and writes it.  When it is on the disk, the live case follows, then @callback; undo
 * takes it back, where it is not of the kinds that nothing takes back. */
void way_desk_commit (WayDesk *self, WayAct *act, GAsyncReadyCallback callback, gpointer data);
gboolean way_desk_commit_finish (WayDesk *self, GAsyncResult *result, GError **error);

/* The newest act that can be undone, by a new act.  Does nothing where there is none. */
void way_desk_undo (WayDesk *self);

/* -- what is being typed: WayField and WayNewAction alone call these -- */

/* way_desk_flush() flushes it; the desk holds it until it is removed. */
void way_desk_add_unsaved (WayDesk *self, WayUnsaved *unsaved);
void way_desk_remove_unsaved (WayDesk *self, WayUnsaved *unsaved);
/* (transfer none): WayUnsaved, the newest last. */
GPtrArray *way_desk_get_unsaved (WayDesk *self);
/* From the first key press that is not on the disk until it is: begin and end are counted, and only
 * the last end says "Saved".  @error (nullable): why it was not saved; it is said until everything
 * is. */
void way_desk_begin_saving (WayDesk *self);
void way_desk_end_saving (WayDesk *self, const GError *error);

/* Makes an operation of everything that is being typed, then calls back; the error is the first
 * one.  Afterwards nothing is only on the screen. */
void way_desk_flush (WayDesk *self, GAsyncReadyCallback callback, gpointer data);
gboolean way_desk_flush_finish (WayDesk *self, GAsyncResult *result, GError **error);
/* (transfer full) of WayDraft: what a flush that failed left on the screen only. */
GPtrArray *way_desk_list_unsaved (WayDesk *self);

G_END_DECLS
