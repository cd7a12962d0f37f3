/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reference.h"

#include "way-operation.h"

static void
matter_info_free (WayMatterInfo *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self->prompt);
  g_free (self->statutory);
  g_free (self);
}

static void
rule_free (WayRule *self)
{
  g_free (self->key);
  g_free (self->unit);
  g_free (self->words);
  g_free (self->source);
  g_free (self->status);
  g_free (self);
}

WayReference *
way_reference_new (const char *id, const char *law)
{
  WayReference *self = g_atomic_rc_box_new0 (WayReference);

  self->id = g_strdup (id);
  self->law = g_strdup (law);
  self->matters = g_ptr_array_new_with_free_func ((GDestroyNotify)matter_info_free);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)rule_free);
  return self;
}

static void
reference_clear (WayReference *self)
{
  g_free (self->id);
  g_free (self->law);
  g_ptr_array_unref (self->matters);
  g_ptr_array_unref (self->rules);
}

WayReference *
way_reference_ref (WayReference *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_reference_unref (WayReference *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)reference_clear);
}

void
way_reference_add_matter (WayReference *self,
                          const char *key,
                          guint number,
                          const char *title,
                          const char *prompt,
                          const char *statutory)
{
  WayMatterInfo *info = g_new0 (WayMatterInfo, 1);

  info->key = g_strdup (key);
  info->number = number;
  info->title = g_strdup (title);
  info->prompt = g_strdup (prompt);
  info->statutory = g_strdup (statutory);
  g_ptr_array_add (self->matters, info);
}

void
way_reference_take_rule (WayReference *self, WayRule *rule)
{
  g_ptr_array_add (self->rules, rule);
}

const WayMatterInfo *
way_reference_get_matter (WayReference *self, const char *key)
{
  for (guint i = 0; i < self->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (self->matters, i);

      if (g_str_equal (info->key, key))
        return info;
    }
  return NULL;
}

/* Law that was made and that nobody has set a day for. */
static gboolean
waits_for_commencement (const WayRule *rule)
{
  return g_strcmp0 (rule->status, "enacted") == 0 && way_date_is_none (rule->valid_from);
}

const WayRule *
way_reference_get_rule (WayReference *self, const char *key, WayDate on)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const WayRule *rule = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->key, key) && !waits_for_commencement (rule)
          && way_date_compare (rule->valid_from, on) <= 0
          && (way_date_is_none (rule->valid_to) || way_date_compare (on, rule->valid_to) <= 0))
        return rule;
    }
  return NULL;
}

guint
way_reference_get_value (WayReference *self, const char *key, WayDate on)
{
  const WayRule *rule = way_reference_get_rule (self, key, on);

  return rule != NULL ? rule->value : 0;
}

const WayMatterInfo *
way_reference_find_matter (WayReference *self, const WayId *case_id, const WayId *object)
{
  for (guint i = 0; i < self->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (self->matters, i);
      WayId id;

      way_matter_object (case_id, info->key, &id);
      if (way_id_equal (&id, object))
        return info;
    }
  return NULL;
}
