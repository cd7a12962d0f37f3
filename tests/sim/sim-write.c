/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-write.h"

#include "way-schema.h"
#include "way-settle.h"
#include "way-undo.h"
#include "way-value.h"

#define N_OBJECTS 3 /* of each kind and case: they come up again and again */

/* -- values ------------------------------------------------------------------------------------ */

/* Never the same twice. */
static char *
make_text (SimWorld *world)
{
  return g_strdup_printf (SIM_NEEDLE " %u harbour %u", world->n_needles++, sim_below (world, 9));
}

static GVariant *make_value (SimWorld *world, const GVariantType *type);

static GVariant *
make_array (SimWorld *world, const GVariantType *type)
{
  GVariantBuilder builder;
  guint n = g_variant_type_equal (type, G_VARIANT_TYPE_BYTESTRING) ? 0 : 1 + sim_below (world, 2);

  g_variant_builder_init (&builder, type);
  for (; n > 0; n--)
    g_variant_builder_add_value (&builder, make_value (world, g_variant_type_element (type)));
  return g_variant_builder_end (&builder);
}

static GVariant *
make_tuple (SimWorld *world, const GVariantType *type)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, type);
  for (const GVariantType *member = g_variant_type_first (type); member != NULL;
       member = g_variant_type_next (member))
    g_variant_builder_add_value (&builder, make_value (world, member));
  return g_variant_builder_end (&builder);
}

static GVariant *
make_value (SimWorld *world, const GVariantType *type)
{
  if (g_variant_type_is_tuple (type))
    return make_tuple (world, type);
  if (g_variant_type_is_array (type))
    return make_array (world, type);
  switch (*g_variant_type_peek_string (type))
    {
    case 's':
      return g_variant_new_take_string (make_text (world));
    case 'b':
      return g_variant_new_boolean (sim_below (world, 2) == 0);
    case 'y':
      return g_variant_new_byte ((guint8)sim_below (world, 2));
    case 'q':
      return g_variant_new_uint16 ((guint16)sim_below (world, 9));
    case 'u':
      return g_variant_new_uint32 (sim_below (world, 9));
    case 't':
      return g_variant_new_uint64 (sim_below (world, 9));
    default:
      return g_variant_new_int64 (sim_below (world, 9));
    }
}

/* -- acts -------------------------------------------------------------------------------------- */

static void
choose_object (SimWorld *world, const WayId *case_id, guint16 kind, WayId *ret_object)
{
  *ret_object = *case_id;
  if (kind == WAY_KIND_PERSON || kind == WAY_KIND_FRONT)
    return;
  if (kind == WAY_KIND_MATTER)
    return way_matter_object (case_id, sim_below (world, 2) == 0 ? "S1_05" : "S1_09", ret_object);
  ret_object->bytes[0] ^= (guint8)kind;
  ret_object->bytes[1] ^= (guint8)(1 + sim_below (world, N_OBJECTS));
}

static void
add_change (SimWorld *world, WayAct *act)
{
  guint n_kinds;
  const WayKind *kinds = way_schema_kinds (&n_kinds);
  const WayKind *kind = sim_below (world, 2) == 0 ? way_schema_kind (WAY_KIND_FRONT)
                                                  : &kinds[sim_below (world, n_kinds)];
  const WayGroup *group = &kind->groups[sim_below (world, kind->n_groups)];
  WayId object;

  choose_object (world, &act->case_id, kind->number, &object);
  /* What can be written once is another object each time. */
  if (kind->immutable)
    way_id_new (world->chance, &object);
  if (group->number == WAY_GROUP_LIFE && !kind->immutable && sim_below (world, 2) == 0)
    way_act_remove (act, kind->number, &object, SIM_NEEDLE);
  else if (group->number == WAY_GROUP_LIFE && !kind->immutable)
    way_act_create (act, kind->number, &object);
  else
    way_act_set (act, kind->number, &object, group->number,
                 make_value (world, G_VARIANT_TYPE (group->type)));
}

void
sim_write_some (SimLaptop *self, const WayId *case_id, guint n_changes)
{
  WayAct *act = way_act_new (case_id, 0);

  for (guint i = 0; i < n_changes; i++)
    add_change (self->world, act);
  sim_laptop_commit (self, act);
}

void
sim_write_person (SimLaptop *self)
{
  SimWorld *world = self->world;
  WayAct *act;
  WayId person;

  way_id_new (world->random, &person);
  act = way_act_new (&person, 0);
  way_act_create (act, WAY_KIND_PERSON, &person);
  way_act_set (act, WAY_KIND_PERSON, &person, WAY_PERSON_NAMES,
               make_value (world, G_VARIANT_TYPE ("(ss)")));
  sim_laptop_commit (self, act);
  g_array_append_val (world->cases, person);
}

void
sim_write_words (SimLaptop *self, const WayId *case_id)
{
  WayAct *act = way_act_new (case_id, 0);

  way_act_set (act, WAY_KIND_MATTER, case_id, WAY_MATTER_ADVISER_VIEW,
               make_value (self->world, G_VARIANT_TYPE ("(ss)")));
  if (!sim_laptop_commit (self, act))
    sim_fail (self->world, "laptop %u cannot write", self->number);
}

void
sim_write_long (SimLaptop *self, const WayId *case_id)
{
  WayAct *act = way_act_new (case_id, 0);
  GString *text = g_string_new (SIM_NEEDLE);

  for (guint n = 6000 + sim_below (self->world, 10000); n > 0; n--)
    g_string_append_printf (text, " %u", sim_below (self->world, G_MAXUINT32));
  way_act_set (act, WAY_KIND_MATTER, case_id, WAY_MATTER_ADVISER_VIEW,
               g_variant_new ("(ss)", text->str, "en"));
  g_string_free (text, TRUE);
  sim_laptop_commit (self, act);
}

void
sim_write_undo (SimLaptop *self)
{
  WayAct *undone = self->last != NULL ? way_undo_new (self->before, self->last) : NULL;

  if (undone != NULL)
    sim_laptop_commit (self, undone);
}

/* -- settling ---------------------------------------------------------------------------------- */

static WayPast *
load_past (SimLaptop *self, const WayId *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_repository_load_past (WAY_REPOSITORY (self->vault), case_id, NULL, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  return way_repository_load_past_finish (WAY_REPOSITORY (self->vault), result, NULL);
}

static WayAct *
settle (SimWorld *world, const WaySettling *settling)
{
  if (sim_below (world, 2) == 0)
    return way_settle_put_together (settling, NULL);
  return way_settle_keep (settling, sim_below (world, settling->conflict->versions->len), NULL);
}

void
sim_write_settle (SimLaptop *self, const WayId *case_id)
{
  SimWorld *world = self->world;
  g_autoptr (WayCase) present = self->vault != NULL ? sim_laptop_load_case (self, case_id) : NULL;
  g_autoptr (WayPast) past = present != NULL ? load_past (self, case_id) : NULL;
  g_autoptr (GPtrArray) conflicts = past != NULL
                                        ? way_conflict_list (present, past, NULL, world->reference)
                                        : NULL;
  WaySettling settling = { .present = present,
                           .past = past,
                           .random = world->chance,
                           .today = way_clock_today (self->clock),
                           .now_ms = way_clock_now (self->clock),
                           .reason = SIM_NEEDLE };
  WayAct *act;

  if (conflicts == NULL || conflicts->len == 0)
    return;
  settling.conflict = g_ptr_array_index (conflicts, sim_below (world, conflicts->len));
  settling.author.user = *way_vault_get_user (self->vault);
  settling.author.roles = WAY_ROLE_ADVISER | (self->is_manager ? WAY_ROLE_MANAGER : 0);
  act = settle (world, &settling);
  if (act == NULL)
    return;
  sim_trace (world, "laptop %u settles", self->number);
  sim_laptop_commit (self, act);
}
