/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Versions: a plan as it was agreed, kept for ever.  State is derived from the events and
 * signatures that name its hash; nothing is ever written into a version.
 */
#include "way-plan.h"

#include <string.h>
#include "way-clock.h"
#include "way-core-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-value.h"

static void
version_free (WayVersion *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

static GBytes *
dup_bytes (GVariant *tuple, gsize index)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);

  return g_bytes_new (g_variant_get_data (child), g_variant_get_size (child));
}

static gboolean
is_hash (GBytes *bytes, const guint8 hash[32])
{
  return g_bytes_get_size (bytes) == 32 && memcmp (g_bytes_get_data (bytes, NULL), hash, 32) == 0;
}

static WayVersion *
read_version (const WayObject *object)
{
  g_autoptr (GVariant) body = way_object_dup_value (object, WAY_VERSION_BODY);
  g_autoptr (GBytes) hash = NULL;
  WayVersion *version;

  if (body == NULL)
    return NULL;
  version = g_new0 (WayVersion, 1);
  version->object = object->id;
  version->made_ms = object->created_ms;
  g_variant_get_child (body, 0, "u", &version->number);
  version->content = dup_bytes (body, 2);
  hash = dup_bytes (body, 3);
  way_document_hash (version->content, version->hash);
  version->intact = is_hash (hash, version->hash);
  return version;
}

static WayVersionState
state_of_event (const char *event)
{
  static const WayVersionState states[] = { WAY_VERSION_SENT, WAY_VERSION_TAKEN_BACK,
                                            WAY_VERSION_SENT_BACK, WAY_VERSION_WITHDRAWN };
  int index = way_schema_name_index (way_plan_event_names, event);

  return index >= 0 ? states[index] : WAY_VERSION_AGREED;
}

/* The newest event counts, but a sign-off stays valid for what was signed. */
static void
apply_events (WayCase *self, WayVersion *version)
{
  g_autoptr (GPtrArray) events = way_case_list (self, WAY_KIND_PLAN_EVENT);
  g_autoptr (GPtrArray) signatures = way_case_list (self, WAY_KIND_SIGNATURE);

  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (GVariant) body = way_object_dup_value (g_ptr_array_index (events, i),
                                                        WAY_PLAN_EVENT_BODY);
      g_autoptr (GBytes) hash = body != NULL ? dup_bytes (body, 0) : NULL;
      g_autofree char *event = body != NULL ? way_value_dup_string (body, 1) : NULL;

      if (hash != NULL && is_hash (hash, version->hash))
        version->state = state_of_event (event);
    }
  for (guint i = 0; i < signatures->len; i++)
    {
      g_autoptr (GVariant) body = way_object_dup_value (g_ptr_array_index (signatures, i),
                                                        WAY_SIGNATURE_BODY);
      g_autoptr (GBytes) hash = body != NULL ? dup_bytes (body, 0) : NULL;
      g_autofree char *role = body != NULL ? way_value_dup_string (body, 2) : NULL;

      if (hash != NULL && is_hash (hash, version->hash) && g_str_equal (role, "manager"))
        version->state = WAY_VERSION_SIGNED;
    }
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const WayVersion *left = *(const WayVersion **)a;
  const WayVersion *right = *(const WayVersion **)b;

  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;
  if (left->made_ms != right->made_ms)
    return left->made_ms < right->made_ms ? -1 : 1;
  return way_id_compare (&left->object, &right->object);
}

GPtrArray *
way_plan_list_versions (WayCase *self)
{
  g_autoptr (GPtrArray) objects = way_case_list (self, WAY_KIND_VERSION);
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify)version_free);

  for (guint i = 0; i < objects->len; i++)
    {
      WayVersion *version = read_version (g_ptr_array_index (objects, i));

      if (version == NULL)
        continue;
      apply_events (self, version);
      g_ptr_array_add (versions, version);
    }
  g_ptr_array_sort (versions, compare_versions);
  return versions;
}

static gboolean
counts (const WayVersion *version)
{
  return version->state != WAY_VERSION_WITHDRAWN;
}

const WayVersion *
way_plan_newest_version (GPtrArray *versions)
{
  for (guint i = versions->len; i > 0; i--)
    if (counts (g_ptr_array_index (versions, i - 1)))
      return g_ptr_array_index (versions, i - 1);
  return NULL;
}

const char *
way_version_state_name (WayVersionState state)
{
  static const char *const names[] = { "agreed",     "sent",      "signed",
                                       "taken_back", "sent_back", "withdrawn" };

  return names[state];
}

WayDocument *
way_version_open (const WayVersion *self, GError **error)
{
  if (!self->intact)
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                          "This plan's kept copy is damaged, so it is not shown.");
  return way_document_from_content (self->content, error);
}

/* -- finalise, withdraw ------------------------------------------------------------------------ */

/* A version follows every version that counts and that nothing that counts follows yet. */
static GVariant *
new_follows (WayCase *self, GPtrArray *versions)
{
  g_autoptr (GPtrArray) objects = way_case_list (self, WAY_KIND_VERSION);
  g_autoptr (GPtrArray) followed = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  GVariantBuilder builder;

  for (guint i = 0; i < objects->len; i++)
    {
      const WayObject *object = g_ptr_array_index (objects, i);
      g_autoptr (GVariant) body = way_object_dup_value (object, WAY_VERSION_BODY);
      gboolean counted = FALSE;

      for (guint v = 0; v < versions->len; v++)
        {
          const WayVersion *version = g_ptr_array_index (versions, v);

          counted |= way_id_equal (&version->object, &object->id) && counts (version);
        }
      if (body != NULL && counted)
        g_ptr_array_add (followed, g_variant_get_child_value (body, 1));
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (guint v = 0; v < versions->len; v++)
    {
      const WayVersion *version = g_ptr_array_index (versions, v);
      gboolean head = counts (version);

      for (guint f = 0; f < followed->len && head; f++)
        for (gsize i = 0; i < g_variant_n_children (g_ptr_array_index (followed, f)) && head; i++)
          {
            g_autoptr (GBytes) hash = dup_bytes (g_ptr_array_index (followed, f), i);

            head = !is_hash (hash, version->hash);
          }
      if (head)
        g_variant_builder_add_value (
            &builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, version->hash, 32, 1));
    }
  return g_variant_builder_end (&builder);
}

/* TRUE where the draft @now with what only an agreed plan has taken from @version has the same
 * bytes. Changes @now. */
static gboolean
is_still (const WayVersion *version, WayDocument *now)
{
  g_autoptr (WayDocument) agreed = way_version_open (version, NULL);
  g_autoptr (GBytes) content = NULL;
  guint8 hash[32];

  if (agreed == NULL)
    return FALSE;
  now->number = agreed->number;
  now->agreed_on = agreed->agreed_on;
  now->review_by = agreed->review_by;
  if (now->my_plan->len == 0)
    {
      g_ptr_array_unref (now->my_plan);
      now->my_plan = g_ptr_array_ref (agreed->my_plan);
    }
  content = way_document_to_content (now);
  way_document_hash (content, hash);
  return memcmp (hash, version->hash, sizeof hash) == 0;
}

const WayVersion *
way_plan_find_current (GPtrArray *versions, WayDocument *draft)
{
  const WayVersion *newest = way_plan_newest_version (versions);
  g_autoptr (GBytes) content = way_document_to_content (draft);
  g_autoptr (WayDocument) now = way_document_from_content (content, NULL);

  return newest != NULL && is_still (newest, now) ? newest : NULL;
}

static gboolean
check_complete (WayCase *self, WayReference *reference, GError **error)
{
  g_autoptr (GPtrArray) missing = way_plan_list_missing (self, reference);

  if (missing->len == 0)
    return TRUE;
  return way_fail (
      error, WAY_CORE_ERROR, WAY_CORE_ERROR_INCOMPLETE,
      g_dngettext (WAY_GETTEXT_DOMAIN, "This plan cannot be finalised yet: %u thing is missing.",
                   "This plan cannot be finalised yet: %u things are missing.", missing->len),
      missing->len);
}

/* The day of the last of @versions that counts; none where there is no such one. */
static WayDate
last_agreed (GPtrArray *versions)
{
  WayDate last = way_date_none;

  for (guint i = 0; i < versions->len; i++)
    {
      const WayVersion *version = g_ptr_array_index (versions, i);
      g_autoptr (WayDocument) document = counts (version) ? way_version_open (version, NULL) : NULL;

      if (document != NULL && way_date_compare (document->agreed_on, last) > 0)
        last = document->agreed_on;
    }
  return last;
}

static gboolean
check_agreed_on (
    WayCase *self, GPtrArray *versions, WayDate today, WayDate agreed_on, GError **error)
{
  const WayObject *person = way_case_get_person (self);
  WayDate birth = way_object_get_date (person, WAY_PERSON_BIRTH, 0);

  if (way_date_compare (agreed_on, today) > 0)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     _ ("This day is still to come: write the day on which the plan was agreed."));
  if (way_date_compare (agreed_on, birth) < 0)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     _ ("This day lies before they were born: write the day on which the plan was "
                        "agreed."));
  if (way_date_compare (agreed_on, last_agreed (versions)) < 0)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     _ ("This day lies before the last plan was agreed: write the day on which "
                        "this one was."));
  return TRUE;
}

/* Two plans that were agreed apart are followed by one, also where it says what the newer said. */
static gboolean
check_changed (GPtrArray *versions, GVariant *follows, WayDocument *draft, GError **error)
{
  if (g_variant_n_children (follows) > 1 || way_plan_find_current (versions, draft) == NULL)
    return TRUE;
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                   _ ("Nothing has changed since the last plan was agreed, so that one is still "
                      "the plan."));
}

WayAct *
way_plan_finalise (WayCase *self,
                   WayCase *team,
                   WayReference *reference,
                   WayRandom *random,
                   WayDate today,
                   WayDate agreed_on,
                   GError **error)
{
  g_autoptr (GPtrArray) versions = way_plan_list_versions (self);
  g_autoptr (GVariant) follows = g_variant_ref_sink (new_follows (self, versions));
  g_autoptr (WayDocument) document = NULL;
  g_autoptr (GBytes) content = NULL;
  guint8 hash[32];
  WayAct *act;
  WayId id;

  document = way_plan_build_draft (self, team, reference, agreed_on);
  if (!check_complete (self, reference, error)
      || !check_agreed_on (self, versions, today, agreed_on, error)
      || !check_changed (versions, follows, document, error))
    return NULL;

  document->draft = FALSE;
  document->agreed_on = agreed_on;
  document->review_by = way_date_add_months (
      agreed_on, (int)way_reference_get_value (reference, "review_months", agreed_on));
  content = way_document_to_content (document);
  way_document_hash (content, hash);

  way_id_new (random, &id);
  act = way_act_new (way_case_get_id (self), 0);
  way_act_set (
      act, WAY_KIND_VERSION, &id, WAY_VERSION_BODY,
      g_variant_new ("(u@aay@ay@ay)", document->number, follows,
                     g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, content, TRUE),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, hash, sizeof hash, 1)));
  return act;
}

WayAct *
way_plan_withdraw (WayCase *self, const WayVersion *version, WayRandom *random)
{
  WayAct *act = way_act_new (way_case_get_id (self), 0);
  WayId id;

  way_id_new (random, &id);
  way_act_set (act, WAY_KIND_PLAN_EVENT, &id, WAY_PLAN_EVENT_BODY,
               g_variant_new ("(@ayss)",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, version->hash, 32, 1),
                              "withdrawn", ""));
  return act;
}
