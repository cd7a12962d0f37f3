/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTeam: what window and command line ask of a team.  sync implements it.
 *
 * Who is who: a user is a person who writes, a device one of their laptops; both are ids, and names
 * are worker objects in the council's case (whose object is the user).
 *
 * Every verb but way_team_list_members() is asynchronous, needs the vault open and all but create
 * the server; called on the main context, where results come back.  A verb that fails has changed
 * nothing, or says what it has.  One at a time: BUSY otherwise.
 */
#pragma once

#include <gio/gio.h>
#include "way-rights.h"

G_BEGIN_DECLS

typedef struct _WaySecret WaySecret; /* crypto's; here it is only carried */

#define WAY_TEAM_ERROR (way_team_error_quark ())
GQuark way_team_error_quark (void);

typedef enum
{
  WAY_TEAM_ERROR_NO_TEAM,     /* this vault belongs to no team */
  WAY_TEAM_ERROR_HAS_TEAM,    /* it belongs to one already */
  WAY_TEAM_ERROR_NOT_ALLOWED, /* this laptop may not do that, or not alone */
  WAY_TEAM_ERROR_NOT_FOUND,   /* no such member, record or invitation */
  WAY_TEAM_ERROR_WRONG_CODE,  /* the digits differ; it may be typed again */
  WAY_TEAM_ERROR_ENDED,       /* this invitation is used up, too old, or had three wrong codes */
  WAY_TEAM_ERROR_BAD_TICKET,  /* what was typed is no ticket */
  WAY_TEAM_ERROR_BUSY,        /* another verb runs */
  WAY_TEAM_ERROR_NETWORK,     /* the server cannot be reached, or not trusted */
  WAY_TEAM_ERROR_SERVER,      /* the server refused */
  WAY_TEAM_ERROR_TAMPERED,    /* what came is not what an honest server and laptop send */
} WayTeamError;

/* Where to found or to join; borrowed for the call. */
typedef struct
{
  const char *server; /* "https://host[:port]"; plain http only to this machine itself */
  const char *ca_pem; /* (nullable) */
  const char *ticket; /* the set-up ticket, or the invitation */
} WayTeamPlace;

/* The three sheets of an organisation, as seeds: this is the only copy there is. */
typedef struct
{
  WaySecret *root, *share_a, *share_b; /* (owned by who gets it) */
} WayTeamSheets;

typedef enum
{
  WAY_TEAM_MEMBER_HOLD, /* certified, and in no case yet */
  WAY_TEAM_MEMBER_ACTIVE,
  WAY_TEAM_MEMBER_REVOKED,
} WayTeamMemberState;

/* One laptop; a plain value. */
typedef struct
{
  WayId device, user, team;
  guint8 roles; /* WayRoles */
  WayTeamMemberState state;
  gboolean self; /* this laptop */
  guint64 since; /* its certificate's place in the directory */
} WayTeamMember;

/* An entry of a laptop that is out of a record, which came too late and waits for a manager.  A
 * plain value. */
typedef struct
{
  WayId device, user;
  gint64 wall_ms;    /* when it was sealed, as that laptop's clock has it */
  gboolean declined; /* by a manager, who may still accept it */
} WayTeamLate;

#define WAY_TYPE_TEAM (way_team_get_type ())
G_DECLARE_INTERFACE (WayTeam, way_team, WAY, TEAM, GObject)

struct _WayTeamInterface
{
  GTypeInterface parent_iface;

  /* Founds an organisation on an empty server, with this laptop as its first manager and keeper of
   * nothing else.  @hold_minutes: how long a new laptop waits. */
  void (*create) (WayTeam *self,
                  const WayTeamPlace *place,
                  guint hold_minutes,
                  GAsyncReadyCallback callback,
                  gpointer data);
  gboolean (*create_finish) (WayTeam *self,
                             GAsyncResult *result,
                             WayTeamSheets *ret_sheets,
                             GError **error);

  /* A manager invites a person.  @ret_ticket (transfer full): what that person types;
   * @ret_user: who they will be. */
  void (*invite) (WayTeam *self, GAsyncReadyCallback callback, gpointer data);
  gboolean (*invite_finish) (
      WayTeam *self, GAsyncResult *result, char **ret_ticket, WayId *ret_user, GError **error);

  /* The new laptop, or one that was revoked and gets new keys: returns once a manager's laptop has
   * answered, with the 8 digits to read out
   * ("0123 4567", transfer full). */
  void (*join) (WayTeam *self,
                const WayTeamPlace *place,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data);
  char *(*join_finish) (WayTeam *self, GAsyncResult *result, GError **error);
  /* Then the 4 digits the manager reads back.  WRONG_CODE: again; the third ends it.  Returns once
   * the vault belongs to the team. */
  void (*join_answer) (WayTeam *self,
                       const char *typed,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
  gboolean (*join_answer_finish) (WayTeam *self, GAsyncResult *result, GError **error);

  /* The manager: returns once the new laptop has said who it is, and its code may be typed.
   * @user (nullable): who joins again with a new laptop or new keys, once their old laptop was
   * revoked; NULL: the one the invitation is for.  @roles: WayRoles of the new member. */
  void (*approve) (WayTeam *self,
                   const char *ticket,
                   const WayId *user,
                   guint8 roles,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data);
  gboolean (*approve_finish) (WayTeam *self, GAsyncResult *result, GError **error);
  /* Then the 8 digits.  WRONG_CODE: again; the third ends it.  On a match the laptop is certified;
   * returns the 4 digits to read back (transfer full). */
  void (*approve_code) (WayTeam *self,
                        const char *typed,
                        GAsyncReadyCallback callback,
                        gpointer data);
  char *(*approve_code_finish) (WayTeam *self, GAsyncResult *result, GError **error);

  /* (transfer full): GArray of WayTeamMember, in the order they came, as this laptop knows them
   * since the last sync; empty without a team. */
  GArray *(*list_members) (WayTeam *self);

  /* A lost, stolen, left or replaced laptop (ledger's reasons 1 to 4) is out; every record it was
   * in gets a new key as the laptops that may give one sync next. */
  void (*revoke) (WayTeam *self,
                  const WayId *device,
                  guint8 reason,
                  GAsyncReadyCallback callback,
                  gpointer data);
  /* All laptops of @user come into the record, and those of @from (nullable) leave it. */
  void (*allocate) (WayTeam *self,
                    const WayId *case_id,
                    const WayId *user,
                    const WayId *from,
                    GAsyncReadyCallback callback,
                    gpointer data);
  /* The seed of the root sheet, typed: where a verb needs a second signature it is the second.  For
   * the next verb only, which forgets it. */
  void (*lend_root) (WayTeam *self, WaySecret *root);
  /* A manager says that the team goes on with a server that was restored from a backup: what it
   * lost of the directory is given back first, what it lost of records afterwards, as each laptop
   * syncs.  Needs a second signature. */
  void (*confirm_restore) (WayTeam *self, GAsyncReadyCallback callback, gpointer data);
  /* What waits in a record; a manager in it asks.  (transfer full): GArray of WayTeamLate, as it
   * came. */
  void (*list_late) (WayTeam *self,
                     const WayId *case_id,
                     GAsyncReadyCallback callback,
                     gpointer data);
  GArray *(*list_late_finish) (WayTeam *self, GAsyncResult *result, GError **error);
  /* What waits of @device comes into the record under its author's name, or is declined, which all
   * can see.  NOT_FOUND where nothing of it waits. */
  void (*decide_late) (WayTeam *self,
                       const WayId *case_id,
                       const WayId *device,
                       gboolean accept,
                       GAsyncReadyCallback callback,
                       gpointer data);
  /* Of revoke, allocate, confirm_restore and decide_late. */
  gboolean (*finish) (WayTeam *self, GAsyncResult *result, GError **error);
};

/* The verbs, each as its member above. */
void way_team_create (WayTeam *self,
                      const WayTeamPlace *place,
                      guint hold_minutes,
                      GAsyncReadyCallback callback,
                      gpointer data);
gboolean way_team_create_finish (WayTeam *self,
                                 GAsyncResult *result,
                                 WayTeamSheets *ret_sheets,
                                 GError **error);
void way_team_invite (WayTeam *self, GAsyncReadyCallback callback, gpointer data);
gboolean way_team_invite_finish (
    WayTeam *self, GAsyncResult *result, char **ret_ticket, WayId *ret_user, GError **error);
void way_team_join (WayTeam *self,
                    const WayTeamPlace *place,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data);
char *way_team_join_finish (WayTeam *self, GAsyncResult *result, GError **error);
void way_team_join_answer (WayTeam *self,
                           const char *typed,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
gboolean way_team_join_answer_finish (WayTeam *self, GAsyncResult *result, GError **error);
void way_team_approve (WayTeam *self,
                       const char *ticket,
                       const WayId *user,
                       guint8 roles,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
gboolean way_team_approve_finish (WayTeam *self, GAsyncResult *result, GError **error);
void way_team_approve_code (WayTeam *self,
                            const char *typed,
                            GAsyncReadyCallback callback,
                            gpointer data);
char *way_team_approve_code_finish (WayTeam *self, GAsyncResult *result, GError **error);
GArray *way_team_list_members (WayTeam *self);
void way_team_revoke (
    WayTeam *self, const WayId *device, guint8 reason, GAsyncReadyCallback callback, gpointer data);
void way_team_allocate (WayTeam *self,
                        const WayId *case_id,
                        const WayId *user,
                        const WayId *from,
                        GAsyncReadyCallback callback,
                        gpointer data);
void way_team_lend_root (WayTeam *self, WaySecret *root);
void way_team_confirm_restore (WayTeam *self, GAsyncReadyCallback callback, gpointer data);
void way_team_list_late (WayTeam *self,
                         const WayId *case_id,
                         GAsyncReadyCallback callback,
                         gpointer data);
GArray *way_team_list_late_finish (WayTeam *self, GAsyncResult *result, GError **error);
void way_team_decide_late (WayTeam *self,
                           const WayId *case_id,
                           const WayId *device,
                           gboolean accept,
                           GAsyncReadyCallback callback,
                           gpointer data);
gboolean way_team_finish (WayTeam *self, GAsyncResult *result, GError **error);

G_END_DECLS
