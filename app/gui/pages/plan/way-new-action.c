/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-new-action.h"

#include "way-field.h"
#include "way-schema.h"
#include "way-value.h"

struct _WayNewAction
{
  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId matter, id;
  char *what, *who; /* (owned) */
  WayDate by;
  guint pause;   /* timer of the drafts; 0 = none */
  guint drafted; /* bit per group that has a draft */
};

static const guint16 groups[] = { WAY_ACTION_WHAT, WAY_ACTION_MATTER, WAY_ACTION_WHO,
                                  WAY_ACTION_BY };

/* (transfer floating) (nullable): NULL where there is nothing to write. */
static GVariant *
read_group (WayNewAction *self, guint16 group)
{
  char day[WAY_DATE_TEXT_SIZE];

  switch (group)
    {
    case WAY_ACTION_WHAT:
      return g_variant_new ("(ss)", self->what, "en");
    case WAY_ACTION_MATTER:
      return g_variant_new ("(@ay)", way_value_new_id (&self->matter));
    case WAY_ACTION_WHO:
      return self->who[0] != '\0' ? g_variant_new ("(s)", self->who) : NULL;
    default:
      return way_date_is_full (self->by) ? g_variant_new ("(s)", way_date_format (self->by, day))
                                         : NULL;
    }
}

static WayAct *
build_act (WayNewAction *self)
{
  WayAct *act = way_act_new (way_live_case_get_id (self->live), 0);

  way_act_create (act, WAY_KIND_ACTION, &self->id);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GVariant *value = read_group (self, groups[i]);

      /* A draft of it may be there: what it was typed on is nothing. */
      if (value != NULL)
        way_act_set (act, WAY_KIND_ACTION, &self->id, groups[i], value)->bases = g_array_new (
            FALSE, FALSE, sizeof (WayOpId));
    }
  way_act_set (act, WAY_KIND_ACTION, &self->id, WAY_ACTION_STATUS, g_variant_new ("(s)", "to_do"));
  return act;
}

/* -- drafts ------------------------------------------------------------------------------------ */

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayDesk) desk = data;
  g_autoptr (GError) error = NULL;

  way_repository_save_draft_finish (WAY_REPOSITORY (source), result, &error);
  way_desk_end_saving (desk, error);
}

/* @value NULL drops it. */
static void
save_draft (WayNewAction *self, guint16 group, GVariant *value)
{
  g_autoptr (WayDraft) draft = way_draft_new ();

  draft->case_id = *way_live_case_get_id (self->live);
  draft->kind = WAY_KIND_ACTION;
  draft->object = self->id;
  draft->group = group;
  draft->value = value != NULL ? way_value_to_bytes (value) : g_bytes_new_static ("", 0);
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = way_clock_now (way_desk_get_clock (self->desk));
  way_desk_begin_saving (self->desk);
  way_repository_save_draft (way_desk_get_repository (self->desk), draft, NULL, drafted_cb,
                             g_object_ref (self->desk));
}

/* Without what will be done there is no action, and no draft of any part of one. */
static gboolean
pause_cb (gpointer data)
{
  WayNewAction *self = data;

  self->pause = 0;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      guint bit = 1u << i;
      g_autoptr (GVariant) value = self->what[0] != '\0' ? read_group (self, groups[i]) : NULL;

      if (value != NULL)
        g_variant_ref_sink (value);
      if (value != NULL || (self->drafted & bit) != 0)
        save_draft (self, groups[i], value);
      self->drafted = value != NULL ? self->drafted | bit : self->drafted & ~bit;
    }
  return G_SOURCE_REMOVE;
}

static void
stop_pause (WayNewAction *self)
{
  if (self->pause != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->pause);
  self->pause = 0;
}

/* -- what its row calls ------------------------------------------------------------------------ */

WayNewAction *
way_new_action_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id)
{
  WayNewAction *self = g_new0 (WayNewAction, 1);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->matter = *matter;
  self->id = *id;
  self->what = g_strdup ("");
  self->who = g_strdup ("");
  self->by = way_date_none;
  return self;
}

void
way_new_action_free (WayNewAction *self)
{
  stop_pause (self);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_free (self->what);
  g_free (self->who);
  g_free (self);
}

void
way_new_action_set (WayNewAction *self, const char *what, const char *who, WayDate by)
{
  g_free (self->what);
  self->what = g_strdup (what);
  g_free (self->who);
  self->who = g_strdup (who);
  self->by = by;
}

gboolean
way_new_action_is_untouched (WayNewAction *self)
{
  return self->what[0] == '\0' && self->who[0] == '\0' && !way_date_is_full (self->by);
}

void
way_new_action_typed (WayNewAction *self)
{
  stop_pause (self);
  self->pause = way_executor_add_timeout (way_desk_get_executor (self->desk), WAY_FIELD_PAUSE_MS,
                                          pause_cb, self, NULL);
}

void
way_new_action_write (WayNewAction *self, GAsyncReadyCallback callback, gpointer data)
{
  stop_pause (self);
  way_desk_commit (self->desk, build_act (self), callback, data);
}
