/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-team-lines.h"

#include "way-schema.h"
#include "way-value.h"

/* The members that make up one group; the second may be missing. */
typedef struct
{
  guint16 kind, group;
  gsize members[2]; /* offsets in WayTeamLines */
  guint n;
} Line;

#define AT(member) G_STRUCT_OFFSET (WayTeamLines, member)

static const Line lines[] = {
  { WAY_KIND_WORKER, WAY_WORKER_NAME, { AT (name) }, 1 },
  { WAY_KIND_WORKER, WAY_WORKER_PHONE, { AT (phone) }, 1 },
  { WAY_KIND_COUNCIL, WAY_COUNCIL_NAME, { AT (council), AT (team) }, 2 },
  { WAY_KIND_COUNCIL, WAY_COUNCIL_NUMBERS, { AT (out_of_hours), AT (advocate) }, 2 },
};

/* (transfer full) */
static GVariant *
build_value (const WayTeamLines *self, const Line *line)
{
  const char *texts[2] = { "", "" };

  for (guint i = 0; i < line->n; i++)
    {
      const char *given = G_STRUCT_MEMBER (const char *, self, line->members[i]);

      if (given != NULL)
        texts[i] = given;
    }
  return g_variant_ref_sink (line->n == 1 ? g_variant_new ("(s)", texts[0])
                                          : g_variant_new ("(ss)", texts[0], texts[1]));
}

gboolean
way_team_lines_check (const WayTeamLines *self, WayDate today, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GVariant) value = build_value (self, &lines[i]);

      if (!way_value_check (way_schema_group (lines[i].kind, lines[i].group), value, today, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
says_so (const WayObject *object, const Line *line, GVariant *value)
{
  g_autoptr (GVariant) standing = object != NULL ? way_object_dup_value (object, line->group)
                                                 : NULL;

  if (standing == NULL)
    return way_value_is_empty (way_schema_group (line->kind, line->group), value);
  return way_object_n_values (object, line->group) == 1 && g_variant_equal (standing, value);
}

WayAct *
way_team_lines_build (const WayTeamLines *self,
                      const WayId *team,
                      const WayId *user,
                      WayCase *present)
{
  g_autoptr (WayAct) act = way_act_new (team, 0);
  guint16 made = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const Line *line = &lines[i];
      const WayId *id = line->kind == WAY_KIND_WORKER ? user : team;
      const WayObject *object = present != NULL ? way_case_get_object (present, line->kind, id)
                                                : NULL;
      g_autoptr (GVariant) value = build_value (self, line);

      if (says_so (object, line, value))
        continue;
      if (object == NULL && made != line->kind)
        way_act_create (act, line->kind, id);
      made = line->kind;
      way_act_set (act, line->kind, id, line->group, value);
    }
  return act->changes->len > 0 ? g_steal_pointer (&act) : NULL;
}
