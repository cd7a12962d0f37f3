/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-returns.h"

static void
code_free (WayReturnCode *self)
{
  g_free (self->code);
  g_free (self->label);
  g_free (self);
}

static void
rule_free (WayOc3Rule *self)
{
  for (guint i = 0; i < WAY_OC3_N_FIELDS; i++)
    {
      g_strfreev (self->when[i]);
      g_strfreev (self->last_year[i]);
      g_strfreev (self->then[i]);
      g_strfreev (self->never[i]);
    }
  g_free (self->number);
  g_free (self->sentence);
  g_free (self);
}

static void
left_out_free (WayOc3LeftOut *self)
{
  g_free (self->reason);
  g_free (self->number);
  g_free (self->sentence);
  g_free (self);
}

WayReturns *
way_returns_new (void)
{
  WayReturns *self = g_atomic_rc_box_new0 (WayReturns);

  for (guint i = 0; i < WAY_OC3_N_FIELDS; i++)
    self->codes[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)code_free);
  self->cohorts = g_ptr_array_new_with_free_func (g_free);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)rule_free);
  self->left_out = g_ptr_array_new_with_free_func ((GDestroyNotify)left_out_free);
  self->list_9_eligibility = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->list_9_in_touch = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
returns_clear (WayReturns *self)
{
  for (guint i = 0; i < WAY_OC3_N_FIELDS; i++)
    g_ptr_array_unref (self->codes[i]);
  g_ptr_array_unref (self->cohorts);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->left_out);
  g_strfreev (self->list_9_columns);
  g_hash_table_unref (self->list_9_eligibility);
  g_hash_table_unref (self->list_9_in_touch);
}

WayReturns *
way_returns_ref (WayReturns *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_returns_unref (WayReturns *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)returns_clear);
}

const WayReturnCode *
way_returns_get_code (WayReturns *self, WayOc3Field field, const char *code, WayDate on)
{
  for (guint i = 0; i < self->codes[field]->len; i++)
    {
      const WayReturnCode *known = g_ptr_array_index (self->codes[field], i);

      if (g_str_equal (known->code, code) && way_date_compare (known->valid_from, on) <= 0
          && (way_date_is_none (known->valid_to) || way_date_compare (on, known->valid_to) <= 0))
        return known;
    }
  return NULL;
}

const WayOc3LeftOut *
way_returns_get_left_out (WayReturns *self, const char *reason)
{
  for (guint i = 0; i < self->left_out->len; i++)
    {
      const WayOc3LeftOut *known = g_ptr_array_index (self->left_out, i);

      if (g_str_equal (known->reason, reason))
        return known;
    }
  g_assert_not_reached ();
}
