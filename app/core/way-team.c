/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-team.h"

G_DEFINE_QUARK (way - team - error - quark, way_team_error)
G_DEFINE_INTERFACE (WayTeam, way_team, G_TYPE_OBJECT)

static void
way_team_default_init (WayTeamInterface *iface)
{
}

void
way_team_create (WayTeam *self,
                 const WayTeamPlace *place,
                 guint hold_minutes,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->create (self, place, hold_minutes, callback, data);
}

gboolean
way_team_create_finish (WayTeam *self,
                        GAsyncResult *result,
                        WayTeamSheets *ret_sheets,
                        GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->create_finish (self, result, ret_sheets, error);
}

void
way_team_invite (WayTeam *self, GAsyncReadyCallback callback, gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->invite (self, callback, data);
}

gboolean
way_team_invite_finish (
    WayTeam *self, GAsyncResult *result, char **ret_ticket, WayId *ret_user, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->invite_finish (self, result, ret_ticket, ret_user, error);
}

void
way_team_join (WayTeam *self,
               const WayTeamPlace *place,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->join (self, place, cancellable, callback, data);
}

char *
way_team_join_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->join_finish (self, result, error);
}

void
way_team_join_answer (WayTeam *self,
                      const char *typed,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->join_answer (self, typed, cancellable, callback, data);
}

gboolean
way_team_join_answer_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->join_answer_finish (self, result, error);
}

void
way_team_approve (WayTeam *self,
                  const char *ticket,
                  const WayId *user,
                  guint8 roles,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->approve (self, ticket, user, roles, cancellable, callback, data);
}

gboolean
way_team_approve_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->approve_finish (self, result, error);
}

void
way_team_approve_code (WayTeam *self,
                       const char *typed,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->approve_code (self, typed, callback, data);
}

char *
way_team_approve_code_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->approve_code_finish (self, result, error);
}

GArray *
way_team_list_members (WayTeam *self)
{
  return WAY_TEAM_GET_IFACE (self)->list_members (self);
}

void
way_team_revoke (
    WayTeam *self, const WayId *device, guint8 reason, GAsyncReadyCallback callback, gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->revoke (self, device, reason, callback, data);
}

void
way_team_allocate (WayTeam *self,
                   const WayId *case_id,
                   const WayId *user,
                   const WayId *from,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->allocate (self, case_id, user, from, callback, data);
}

void
way_team_lend_root (WayTeam *self, WaySecret *root)
{
  WAY_TEAM_GET_IFACE (self)->lend_root (self, root);
}

void
way_team_confirm_restore (WayTeam *self, GAsyncReadyCallback callback, gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->confirm_restore (self, callback, data);
}

void
way_team_list_late (WayTeam *self,
                    const WayId *case_id,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->list_late (self, case_id, callback, data);
}

GArray *
way_team_list_late_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->list_late_finish (self, result, error);
}

void
way_team_decide_late (WayTeam *self,
                      const WayId *case_id,
                      const WayId *device,
                      gboolean accept,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  WAY_TEAM_GET_IFACE (self)->decide_late (self, case_id, device, accept, callback, data);
}

gboolean
way_team_finish (WayTeam *self, GAsyncResult *result, GError **error)
{
  return WAY_TEAM_GET_IFACE (self)->finish (self, result, error);
}
