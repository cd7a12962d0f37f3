/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDoor: what the pages before the desk see of the vault: making it, opening it, its keys.
 *
 * The composition root implements it; no page knows a key.  Passphrases and the letters of a sheet
 * come as the text of an entry, are copied into guarded memory at once, and are the entry's own
 * work to clear.  Every verb is asynchronous, one at a time; way_door_finish() ends each.  Errors
 * are sentences to show as they are.  Main context only.
 *
 * "opened" is emitted when the state became STARTING or OPEN; "closing" when everything is saved,
 * or sealed, and whoever holds the desk must let it go; "closed" when the key was wiped.
 */
#pragma once

#include "way-desk.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_DOOR_NO_VAULT, /* first run */
  WAY_DOOR_LOCKED,
  WAY_DOOR_STARTING, /* made or recovered just now: its new sheet waits to be typed back */
  WAY_DOOR_OPEN,
} WayDoorState;

/* What a page does something about; all else is FAILED. */
#define WAY_DOOR_ERROR (way_door_error_quark ())
GQuark way_door_error_quark (void);

typedef enum
{
  WAY_DOOR_ERROR_FAILED,
  WAY_DOOR_ERROR_WRONG,   /* this passphrase or sheet opens it not */
  WAY_DOOR_ERROR_WAIT,    /* way_door_get_wait_ms() says how long */
  WAY_DOOR_ERROR_DAMAGED, /* a copy may open: way_door_dup_copy() */
} WayDoorError;

/* Who starts on this laptop; what was skipped is "". */
typedef struct
{
  const char *name, *phone, *council, *team;
} WayNewcomer;

#define WAY_TYPE_DOOR (way_door_get_type ())
G_DECLARE_INTERFACE (WayDoor, way_door, WAY, DOOR, GObject)

struct _WayDoorInterface
{
  GTypeInterface parent_iface;

  WayDoorState (*get_state) (WayDoor *self);
  WayDesk *(*get_desk) (WayDoor *self);
  gint64 (*get_wait_ms) (WayDoor *self);
  const char *(*get_hint) (WayDoor *self);

  void (*open) (WayDoor *self, const char *passphrase, GAsyncReadyCallback callback, gpointer data);
  void (*create) (WayDoor *self,
                  const WayNewcomer *newcomer,
                  const char *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data);
  void (*recover) (WayDoor *self,
                   const char *sheet,
                   const char *new_passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data);
  void (*change_passphrase) (WayDoor *self,
                             const char *passphrase,
                             const char *new_passphrase,
                             GAsyncReadyCallback callback,
                             gpointer data);
  void (*new_sheet) (WayDoor *self,
                     const char *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer data);
  void (*back_up) (WayDoor *self,
                   const char *path,
                   const char *passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data);
  void (*restore) (WayDoor *self,
                   const char *path,
                   const char *passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data);
  void (*close) (WayDoor *self, GAsyncReadyCallback callback, gpointer data);

  WayExecutor *(*get_executor) (WayDoor *self);
  const char *(*get_trouble) (WayDoor *self);
  gboolean (*check_passphrase) (WayDoor *self, const char *passphrase, GError **error);
  char *(*suggest_passphrase) (WayDoor *self);
  char *(*dup_copy) (WayDoor *self);
  void (*open_copy) (WayDoor *self,
                     const char *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer data);
  gboolean (*get_uses_keyring) (WayDoor *self);
  void (*set_uses_keyring) (WayDoor *self,
                            gboolean uses_keyring,
                            const char *passphrase,
                            GAsyncReadyCallback callback,
                            gpointer data);

  gboolean (*awaits_sheet) (WayDoor *self);
  void (*enter) (WayDoor *self);
  gboolean (*has_sheet) (WayDoor *self);
  GBytes *(*make_sheet) (WayDoor *self, GError **error);
  guint (*get_sheet_group) (WayDoor *self);
  gboolean (*check_sheet_group) (WayDoor *self, const char *typed, GError **error);
  void (*confirm_sheet) (WayDoor *self);
  gboolean (*check_sheet_place) (WayDoor *self, const char *path, GError **error);
};

WayDoorState way_door_get_state (WayDoor *self);
/* (transfer none) (nullable): NULL unless open. */
WayDesk *way_door_get_desk (WayDoor *self);
/* Milliseconds until a passphrase may be tried again. */
gint64 way_door_get_wait_ms (WayDoor *self);
/* (nullable): the passphrase of a practice vault, which is nobody's secret. */
const char *way_door_get_hint (WayDoor *self);

/* (transfer none) */
WayExecutor *way_door_get_executor (WayDoor *self);
/* While LOCKED: why not everything is saved yet, "" where everything is. */
const char *way_door_get_trouble (WayDoor *self);

/* Whether it may become the passphrase; @error says what to change. */
gboolean way_door_check_passphrase (WayDoor *self, const char *passphrase, GError **error);
/* (transfer full): five plain words chosen by chance. */
char *way_door_suggest_passphrase (WayDoor *self);

/* A verb's callback calls this; FALSE and @error where it failed. */
gboolean way_door_finish (WayDoor *self, GAsyncResult *result, GError **error);

void
way_door_open (WayDoor *self, const char *passphrase, GAsyncReadyCallback callback, gpointer data);
/* Makes a vault and opens it; a sheet then waits to be typed back.  Again while STARTING: what was
 * given differently is changed. */
void way_door_create (WayDoor *self,
                      const WayNewcomer *newcomer,
                      const char *passphrase,
                      GAsyncReadyCallback callback,
                      gpointer data);
/* @sheet: the thirteen groups, however spaced.  Opens; a new sheet then waits. */
void way_door_recover (WayDoor *self,
                       const char *sheet,
                       const char *new_passphrase,
                       GAsyncReadyCallback callback,
                       gpointer data);
void way_door_change_passphrase (WayDoor *self,
                                 const char *passphrase,
                                 const char *new_passphrase,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
void way_door_new_sheet (WayDoor *self,
                         const char *passphrase,
                         GAsyncReadyCallback callback,
                         gpointer data);
void way_door_back_up (WayDoor *self,
                       const char *path,
                       const char *passphrase,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* Only where there is no vault, or a damaged one was put aside: opens what the copy holds. */
void way_door_restore (WayDoor *self,
                       const char *path,
                       const char *passphrase,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* The last copy of a damaged vault, as "11:20am today"; NULL where there is none.  (transfer full)
 */
char *way_door_dup_copy (WayDoor *self);
/* Opens that copy in the damaged vault's place, which is put aside and never deleted.  @passphrase
 * NULL: the one that found the damage. */
void way_door_open_copy (WayDoor *self,
                         const char *passphrase,
                         GAsyncReadyCallback callback,
                         gpointer data);
/* Whether the desktop keyring keeps a half of the key. */
gboolean way_door_get_uses_keyring (WayDoor *self);
void way_door_set_uses_keyring (WayDoor *self,
                                gboolean uses_keyring,
                                const char *passphrase,
                                GAsyncReadyCallback callback,
                                gpointer data);
/* LOCKED at once; then flushes the desk, clears it, wipes the key.  What cannot be saved is sealed
 * and waits for the next opening in memory; way_door_get_trouble() then says why. */
void way_door_close (WayDoor *self, GAsyncReadyCallback callback, gpointer data);

/* -- the sheet that waits to be typed back: after create, recover and new_sheet -- */

gboolean way_door_has_sheet (WayDoor *self);
/* Whether the sheet of this vault was never typed back, so that a new one is wanted. */
gboolean way_door_awaits_sheet (WayDoor *self);
/* STARTING becomes OPEN without it; asked for again at the next unlock. */
void way_door_enter (WayDoor *self);
/* (transfer full): its page as a PDF; wipe it after use, it opens the vault. */
GBytes *way_door_make_sheet (WayDoor *self, GError **error);
/* Which of the thirteen groups is to be typed back, chosen by chance; the same until it was. */
guint way_door_get_sheet_group (WayDoor *self);
/* Whether it is what stands on the sheet; @error says which group to look at. */
gboolean way_door_check_sheet_group (WayDoor *self, const char *typed, GError **error);
/* After a group that was right: the sheet is confirmed and forgotten; STARTING becomes OPEN. */
void way_door_confirm_sheet (WayDoor *self);
/* FALSE and a sentence where @path lies on a disk of this laptop, beside what the sheet opens. */
gboolean way_door_check_sheet_place (WayDoor *self, const char *path, GError **error);

G_END_DECLS
