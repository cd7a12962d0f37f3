/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reading.h"

#include "way-i18n.h"
#include "way-person-shape.h"
#include "way-repository.h"
#include "way-rights.h"
#include "way-value.h"

void
way_reading_begin (WayReading *self, const WayId *case_id, gint64 made_ms)
{
  self->path = g_string_new (NULL);
  self->refusals = way_refusals_new ();
  self->act = way_act_new (case_id, made_ms);
  self->full = FALSE;
  self->born = way_date_none;
  self->goals = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);
  self->goal_texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
way_reading_clear (WayReading *self)
{
  g_string_free (self->path, TRUE);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_clear_pointer (&self->act, way_act_free);
  g_clear_pointer (&self->goals, g_hash_table_unref);
  g_clear_pointer (&self->goal_texts, g_hash_table_unref);
}

void
way_reading_refuse (WayReading *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (_ (format), args);
  va_end (args);
  way_refusals_add (self->refusals, self->path->str, "%s", sentence);
}

void
way_reading_refuse_member (WayReading *self, const char *member, const char *sentence)
{
  gsize before = way_pointer_down (self->path, member);

  way_reading_refuse (self, "%s", _ (sentence));
  way_pointer_up (self->path, before);
}

void
way_reading_refuse_error (WayReading *self, const char *member, const GError *error)
{
  gsize before = self->path->len;

  if (member != NULL)
    way_pointer_down (self->path, member);
  way_reading_refuse (self, "%s", error->message);
  way_pointer_up (self->path, before);
}

/* -- goals ------------------------------------------------------------------------------------- */

void
way_reading_add_goal (WayReading *self, const WayId *goal)
{
  g_hash_table_add (self->goals, way_id_copy (goal));
}

void
way_reading_name_goal (WayReading *self, const WayId *goal, const char *text)
{
  const WayId *known = g_hash_table_lookup (self->goal_texts, text);
  const WayId *named = known == NULL || way_id_equal (known, goal) ? goal : &way_id_nil;

  g_hash_table_replace (self->goal_texts, g_strdup (text), way_id_copy (named));
}

static gboolean
is_goal (gpointer text, gpointer goal, gpointer wanted)
{
  return way_id_equal (goal, wanted);
}

void
way_reading_drop_goal (WayReading *self, const WayId *goal)
{
  g_hash_table_remove (self->goals, goal);
  g_hash_table_foreach_remove (self->goal_texts, is_goal, (gpointer)goal);
}

/* -- writing the act --------------------------------------------------------------------------- */

static gboolean
has_room (WayReading *self)
{
  if (self->act->changes->len < WAY_ACT_MAX)
    return TRUE;
  if (!self->full)
    way_reading_refuse (self,
                        N_ ("There is more here than one person's record takes in at once: at "
                            "most 65,535 fields."));
  self->full = TRUE;
  return FALSE;
}

static gboolean
is_too_old (WayReading *self, WayTarget *target)
{
  if (target->told_old)
    return TRUE;
  if (target->present == NULL
      || !way_rights_needs_correction (target->kind->number, target->present->created_ms,
                                       self->now_ms))
    return FALSE;
  target->told_old = TRUE;
  way_reading_refuse (self, N_ ("This was written more than 24 hours ago and stays as it is: add a "
                                "correction beside it."));
  return TRUE;
}

static gboolean
is_being_written (WayReading *self, const WayTarget *target, guint16 group)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (self->drafts, i);

      if (way_id_equal (&draft->case_id, &self->act->case_id) && draft->kind == target->kind->number
          && way_id_equal (&draft->object, &target->id) && draft->group == group)
        return TRUE;
    }
  return FALSE;
}

void
way_reading_create (WayReading *self, WayTarget *target)
{
  target->needs_life = FALSE;
  if (has_room (self))
    way_act_create (self->act, target->kind->number, &target->id);
}

void
way_reading_remove (WayReading *self, WayTarget *target, const char *reason)
{
  if (!is_too_old (self, target) && has_room (self))
    way_act_remove (self->act, target->kind->number, &target->id, reason);
}

/* TRUE where @value is all that stands; nothing and the empty value are the same. */
static gboolean
stands (const WayTarget *target, const WayGroup *group, GVariant *value)
{
  g_autoptr (GVariant) present = NULL;

  if (target->present != NULL)
    {
      if (way_object_n_values (target->present, group->number) > 1)
        return FALSE;
      present = way_object_dup_value (target->present, group->number);
    }
  if (present == NULL)
    return way_value_is_empty (group, value);
  return g_variant_equal (present, value);
}

void
way_reading_set (WayReading *self, WayTarget *target, const WayGroup *group, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  if (stands (target, group, sunk))
    return;
  if (is_being_written (self, target, group->number))
    {
      way_reading_refuse_member (self, way_shape_field_name (target->kind, group->number),
                                 N_ ("This field is being written in the window: finish it there "
                                     "first."));
      return;
    }
  if (is_too_old (self, target) || !has_room (self))
    return;
  if (target->needs_life)
    way_reading_create (self, target);
  way_act_set (self->act, target->kind->number, &target->id, group->number, sunk);
}
