/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-page.h"

#include "way-schema.h"

G_DEFINE_INTERFACE (WayPage, way_page, GTK_TYPE_WIDGET)

static void
way_page_default_init (WayPageInterface *iface)
{
}

void
way_page_go (WayPage *self, const char *path)
{
  WAY_PAGE_GET_IFACE (self)->go (self, path);
}

char *
way_page_dup_path (WayPage *self)
{
  return WAY_PAGE_GET_IFACE (self)->dup_path (self);
}

/* Where a path belongs, by how it begins; a field of the person is one of the details, and
 * everything else stands on the overview. */
static const struct
{
  const char *prefix, *tab;
} tabs[] = {
  { "plan.matters.", "plan" },
  { "contacts.", "contacts" },
  { "appointments.", "contacts" },
  { "reviews.", "history" },
  { "versions.", "history" },
  { "statuses.", "details" },
  { "homes.", "details" },
  { "eet.", "details" },
  { "blocks.", "details" },
  { "care.", "details" },
  { "circumstances.", "details" },
  { "support.", "details" },
  { "needs_assessments.", "details" },
  { "changes.", "details" },
};

static gboolean
is_of_person (const char *path)
{
  const WayKind *person = way_schema_kind (WAY_KIND_PERSON);
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const WayGroup *group;
  guint at;

  if (steps[0] == NULL)
    return FALSE;
  group = way_schema_group_by_name (person, steps[0]);
  if (group == NULL)
    group = way_schema_group_by_member (person, steps[0], &at);
  return group != NULL && group->number != WAY_PERSON_CLOSED && group->number != WAY_PERSON_PA;
}

char *
way_page_place_of (const WayId *person, const char *path)
{
  char hex[WAY_ID_HEX_SIZE];
  const char *tab = is_of_person (path) ? "details" : "overview";

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (g_str_has_prefix (path, tabs[i].prefix))
      tab = tabs[i].tab;
  return g_strdup_printf ("person/%s/%s/%s", way_id_format (person, hex), tab, path);
}

char *
way_page_place_of_tab (const WayId *person, const char *tab)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup_printf ("person/%s/%s", way_id_format (person, hex), tab);
}
