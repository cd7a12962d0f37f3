/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDoor: what the pages before the desk see of the vault: making it, opening it, its keys.
 *
 * The composition root implements it; no page knows a key.  Passphrases and the letters of a sheet
 * come as the text of an entry, are copied into guarded memory at once, and are the entry's own
 * work to clear.  Every verb is asynchronous, one at a time; way_door_finish() ends each.  Errors
 * are sentences to show as they are.  Main context only.
 *
 * "opened" and "closed" are emitted when a desk was laid or cleared.
 */
#pragma once

#include "way-desk.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_DOOR_NO_VAULT, /* first run */
  WAY_DOOR_LOCKED,
  WAY_DOOR_OPEN,
} WayDoorState;

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

  gboolean (*has_sheet) (WayDoor *self);
  GBytes *(*make_sheet) (WayDoor *self, GError **error);
  guint (*get_sheet_group) (WayDoor *self);
  gboolean (*check_sheet_group) (WayDoor *self, const char *typed, GError **error);
};

WayDoorState way_door_get_state (WayDoor *self);
/* (transfer none) (nullable): NULL unless open. */
WayDesk *way_door_get_desk (WayDoor *self);
/* Milliseconds until a passphrase may be tried again. */
gint64 way_door_get_wait_ms (WayDoor *self);
/* (nullable): the passphrase of a practice vault, which is nobody's secret. */
const char *way_door_get_hint (WayDoor *self);

/* A verb's callback calls this; FALSE and @error where it failed. */
gboolean way_door_finish (WayDoor *self, GAsyncResult *result, GError **error);

void
way_door_open (WayDoor *self, const char *passphrase, GAsyncReadyCallback callback, gpointer data);
/* Makes a vault and opens it; a sheet then waits to be typed back. */
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
/* Flushes the desk, clears it, wipes the key. */
void way_door_close (WayDoor *self, GAsyncReadyCallback callback, gpointer data);

/* -- the sheet that waits to be typed back: after create, recover and new_sheet -- */

gboolean way_door_has_sheet (WayDoor *self);
/* (transfer full): its page as a PDF; wipe it after use, it opens the vault. */
GBytes *way_door_make_sheet (WayDoor *self, GError **error);
/* Which of the thirteen groups is to be typed back, chosen by chance; the same until it was. */
guint way_door_get_sheet_group (WayDoor *self);
/* TRUE: the sheet is confirmed and forgotten.  Else @error says which group to look at. */
gboolean way_door_check_sheet_group (WayDoor *self, const char *typed, GError **error);

G_END_DECLS
