/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random histories of two to eight devices that write, remove, settle, are cloned, and hear from
 * one another in part, twice and out of order.  WAY_SEED replays one run.
 */
#include "core-fixture.h"
#include "way-merge.h"

#define HISTORIES 600
#define STEPS 30

static const struct
{
  const char *name;
  guint16 kind;
  guint8 object;
  guint16 groups[3];
} things[] = {
  { "goal", WAY_KIND_GOAL, 1, { 0, WAY_GOAL_WHAT, WAY_GOAL_STATE } },
  { "goal", WAY_KIND_GOAL, 2, { 0, WAY_GOAL_WHAT, 77 } },
  { "supporter", WAY_KIND_SUPPORTER, 1, { 0, 1, 2 } }, /* the id of another kind's object */
  { "900", 900, 3, { 0, 1, 2 } },
  { "version", WAY_KIND_VERSION, 4, { 1, 1, 77 } },
};

typedef struct
{
  char origin;
  guint64 counter;
  GPtrArray *known;      /* (owned): WayOperation (not owned), each once */
  GHashTable *known_set; /* (owned) */
  GHashTable *visible;   /* (owned): kept up object by object, as the store does */
} Device;

typedef struct
{
  WayRandom *random;
  GPtrArray *ops; /* (owned): every WayOperation there is, owned */
  GPtrArray *devices;
  gboolean cloned;
} World;

static void
device_free (Device *self)
{
  g_ptr_array_unref (self->known);
  g_hash_table_unref (self->known_set);
  g_hash_table_unref (self->visible);
  g_free (self);
}

static Device *
device_new (char origin)
{
  Device *self = g_new0 (Device, 1);

  self->origin = origin;
  self->known = g_ptr_array_new ();
  self->known_set = g_hash_table_new (NULL, NULL);
  self->visible = g_hash_table_new (NULL, NULL);
  return self;
}

/* -- the model --------------------------------------------------------------------------------- */

static gboolean
same_act (WayOperation *a, WayOperation *b)
{
  return way_id_equal (&a->id.origin, &b->id.origin) && a->act == b->act && a->act_n == b->act_n;
}

static gboolean
act_is_whole (GPtrArray *known, WayOperation *op)
{
  guint64 places = 0;

  for (guint i = 0; i < known->len; i++)
    if (same_act (g_ptr_array_index (known, i), op))
      places |= (guint64)1 << (((WayOperation *)known->pdata[i])->id.counter - op->act);
  return places == ((guint64)1 << op->act_n) - 1;
}

static gboolean
names (WayOperation *by, WayOperation *op)
{
  for (guint s = 0; s < by->n_supersedes; s++)
    if (way_op_id_equal (&by->supersedes[s], &op->id))
      return TRUE;
  return FALSE;
}

static gboolean
is_named_by_whole (GPtrArray *known, WayOperation *op)
{
  for (guint i = 0; i < known->len; i++)
    if (names (g_ptr_array_index (known, i), op)
        && act_is_whole (known, g_ptr_array_index (known, i)))
      return TRUE;
  return FALSE;
}

/* -- merging object by object ------------------------------------------------------------------ */

static gboolean
same_object (WayOperation *a, WayOperation *b)
{
  return a->kind == b->kind && way_id_equal (&a->object, &b->object);
}

static void
merge_touched (Device *self, WayOperation *touched)
{
  g_autofree WayMergeOp *ops = g_new0 (WayMergeOp, self->known->len);
  guint n = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      WayOperation *op = g_ptr_array_index (self->known, i);

      if (same_object (op, touched) && act_is_whole (self->known, op))
        ops[n++].op = op;
    }
  way_merge_object (ops, n);
  for (guint i = 0; i < n; i++)
    if (ops[i].visible)
      g_hash_table_add (self->visible, ops[i].op);
    else
      g_hash_table_remove (self->visible, ops[i].op);
}

static void
deliver (Device *self, WayOperation *op)
{
  if (!g_hash_table_add (self->known_set, op))
    return;
  g_ptr_array_add (self->known, op);
  if (!act_is_whole (self->known, op))
    return;
  for (guint i = 0; i < self->known->len; i++)
    if (same_act (g_ptr_array_index (self->known, i), op))
      merge_touched (self, g_ptr_array_index (self->known, i));
}

/* -- living ------------------------------------------------------------------------------------ */

static GString *
write_line (World *world, Device *device, guint64 act, guint act_n, guint64 counter)
{
  guint thing = way_random_below (world->random, G_N_ELEMENTS (things));
  guint16 group = things[thing].groups[way_random_below (world->random, 3)];
  gboolean removal = group == 0 && way_random_below (world->random, 2) == 0;
  WayId object = fixture_id (things[thing].object);
  guint manner = way_random_below (world->random, 10);
  g_autoptr (GPtrArray) visible = way_merge_case (device->known);
  GString *line = g_string_new (NULL);
  guint n = 0;

  g_string_printf (line, "%c%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT "/%u %s.%u=%s #%u ~%u",
                   device->origin, counter, act, act_n, things[thing].name, group,
                   removal ? "removed"
                   : group == 0
                       ? "present"
                       : (const char *[]){ "x", "y", "z" }[way_random_below (world->random, 3)],
                   things[thing].object, way_random_below (world->random, 50));
  for (guint i = 0; i < visible->len && n < 12; i++)
    {
      WayOperation *op = g_ptr_array_index (visible, i);
      g_autofree char *name = fixture_name (op);
      gboolean itself = op->id.counter == counter && op->id.origin.bytes[0] == device->origin;
      gboolean here = op->kind == things[thing].kind && way_id_equal (&op->object, &object)
                      && (removal || op->group == group);

      /* mostly all it saw; now and then a part of it, or what it had no business with */
      if (itself)
        continue;
      if (manner < 7 ? here : way_random_below (world->random, manner == 9 ? 10 : 2) == 0)
        g_string_append_printf (line, " >%s", name), n++;
    }
  return line;
}

/* (transfer none): the op that @line writes.  A clone may write the very same bytes once more: they
 * are one op, as they are to a vault. */
static WayOperation *
write_op (World *world, const char *line)
{
  WayOperation *op = fixture_op (line, 0);
  g_autoptr (GBytes) bytes = way_operation_to_bytes (op);

  for (guint i = 0; i < world->ops->len; i++)
    {
      WayOperation *known = g_ptr_array_index (world->ops, i);
      g_autoptr (GBytes) known_bytes = way_operation_to_bytes (known);

      if (g_bytes_equal (known_bytes, bytes))
        {
          way_operation_unref (op);
          return known;
        }
    }
  g_ptr_array_add (world->ops, op);
  return op;
}

static void
act (World *world, Device *device)
{
  guint act_n = 1 + way_random_below (world->random, 3);
  guint64 first = device->counter + 1;
  g_autoptr (GPtrArray) written = g_ptr_array_new ();

  for (guint i = 0; i < act_n; i++)
    {
      GString *line = write_line (world, device, first, act_n, first + i);

      g_ptr_array_add (written, write_op (world, line->str));
      g_string_free (line, TRUE);
    }
  device->counter += act_n;
  for (guint i = 0; i < written->len; i++)
    deliver (device, g_ptr_array_index (written, i));
}

/* In part, out of order, some of it twice. */
static void
hear (World *world, Device *device, Device *from, guint chance)
{
  g_autoptr (GPtrArray) parcel = g_ptr_array_new ();

  for (guint i = 0; i < from->known->len; i++)
    for (guint times = 0; times < 2; times++)
      if (way_random_below (world->random, 100) < (times == 0 ? chance : 20))
        g_ptr_array_add (parcel, g_ptr_array_index (from->known, i));
  fixture_shuffle (parcel, world->random);
  for (guint i = 0; i < parcel->len; i++)
    deliver (device, g_ptr_array_index (parcel, i));
}

static Device *
any_device (World *world)
{
  return g_ptr_array_index (world->devices, way_random_below (world->random, world->devices->len));
}

/* A laptop's disk is put back to an older copy: two go on with one origin and one counter. */
static void
clone_device (World *world)
{
  Device *original = any_device (world);
  Device *copy = device_new (original->origin);

  copy->counter = original->counter;
  for (guint i = 0; i < original->known->len; i++)
    deliver (copy, g_ptr_array_index (original->known, i));
  g_ptr_array_add (world->devices, copy);
  world->cloned = TRUE;
}

/* -- what must hold ---------------------------------------------------------------------------- */

static void
assert_same_visible (GPtrArray *ops, GHashTable *expected)
{
  g_autoptr (GPtrArray) visible = way_merge_case (ops);

  g_assert_cmpuint (visible->len, ==, g_hash_table_size (expected));
  for (guint i = 0; i < visible->len; i++)
    g_assert_true (g_hash_table_contains (expected, g_ptr_array_index (visible, i)));
}

static void
check_device (World *world, Device *device)
{
  g_autoptr (GPtrArray) delivered = g_ptr_array_new ();

  /* I1: what is not superseded by a known op shows; nothing of half an act does */
  for (guint i = 0; i < device->known->len; i++)
    {
      WayOperation *op = g_ptr_array_index (device->known, i);
      gboolean shown = g_hash_table_contains (device->visible, op);

      if (!act_is_whole (device->known, op))
        g_assert_false (shown);
      else if (!is_named_by_whole (device->known, op) || op->kind == WAY_KIND_VERSION)
        g_assert_true (shown);
    }

  /* object by object is the same as the whole case; again, in any order, twice */
  assert_same_visible (device->known, device->visible);
  g_ptr_array_extend (delivered, device->known, NULL, NULL);
  g_ptr_array_extend (delivered, device->known, NULL, NULL);
  fixture_shuffle (delivered, world->random);
  assert_same_visible (delivered, device->visible);
}

static GPtrArray *
join (GPtrArray *a, GPtrArray *b)
{
  GPtrArray *joined = g_ptr_array_new ();

  g_ptr_array_extend (joined, a, NULL, NULL);
  g_ptr_array_extend (joined, b, NULL, NULL);
  return joined;
}

static void
check_laws (World *world)
{
  GPtrArray *a = any_device (world)->known;
  GPtrArray *b = any_device (world)->known;
  GPtrArray *c = any_device (world)->known;
  g_autoptr (GPtrArray) ab = join (a, b), ba = join (b, a), bc = join (b, c), aa = join (a, a);
  g_autoptr (GPtrArray) ab_c = join (ab, c), a_bc = join (a, bc);
  GPtrArray *pairs[][2] = { { ab, ba }, { ab_c, a_bc }, { a, aa } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GPtrArray) visible = way_merge_case (pairs[i][0]);
      g_autoptr (GHashTable) expected = g_hash_table_new (NULL, NULL);

      for (guint v = 0; v < visible->len; v++)
        g_hash_table_add (expected, g_ptr_array_index (visible, v));
      assert_same_visible (pairs[i][1], expected);
    }
}

/* What one op hides, no other brings back, but for clones, whose twins do (M8). */
static void
step (World *world)
{
  Device *device = any_device (world);
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();

  for (guint i = 0; i < device->known->len; i++)
    if (act_is_whole (device->known, g_ptr_array_index (device->known, i))
        && !g_hash_table_contains (device->visible, g_ptr_array_index (device->known, i)))
      g_ptr_array_add (hidden, g_ptr_array_index (device->known, i));

  if (way_random_below (world->random, 3) > 0)
    act (world, device);
  else
    hear (world, device, any_device (world), 60);
  for (guint i = 0; i < hidden->len && !world->cloned; i++)
    g_assert_false (g_hash_table_contains (device->visible, g_ptr_array_index (hidden, i)));
}

/* Everyone hears everything: all see the same, and so does one who reads it back from bytes. */
static void
check_convergence (World *world)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_operation_unref);
  Device *first = g_ptr_array_index (world->devices, 0);
  g_autoptr (GPtrArray) shown = NULL, shown_saved = NULL;
  g_autofree char *text = NULL, *text_saved = NULL;

  for (guint i = 0; i < world->devices->len; i++)
    {
      Device *device = g_ptr_array_index (world->devices, i);
      g_autoptr (GPtrArray) all = g_ptr_array_new ();

      g_ptr_array_extend (all, world->ops, NULL, NULL);
      fixture_shuffle (all, world->random);
      for (guint o = 0; o < all->len; o++)
        deliver (device, g_ptr_array_index (all, o));
      check_device (world, device);
      assert_same_visible (device->known, first->visible);
    }
  for (guint i = 0; i < world->ops->len; i++)
    {
      g_autoptr (GBytes) bytes = way_operation_to_bytes (g_ptr_array_index (world->ops, i));
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (saved, way_operation_from_bytes (bytes, &error));
      g_assert_no_error (error);
    }
  shown = way_merge_case (world->ops);
  shown_saved = way_merge_case (saved);
  text = fixture_names (shown);
  text_saved = fixture_names (shown_saved);
  g_assert_cmpstr (text, ==, text_saved);
}

static guint
live (WayRandom *random)
{
  World world = { .random = random };
  guint n_devices = 2 + way_random_below (random, 7);
  guint n_ops;

  world.ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  world.devices = g_ptr_array_new_with_free_func ((GDestroyNotify)device_free);
  for (guint i = 0; i < n_devices; i++)
    g_ptr_array_add (world.devices, device_new ((char)('a' + i)));
  for (guint i = 0; i < STEPS; i++)
    {
      if (i == STEPS / 2 && way_random_below (random, 4) == 0)
        clone_device (&world);
      step (&world);
      if (i % 10 == 9)
        {
          check_device (&world, any_device (&world));
          check_laws (&world);
        }
    }
  check_convergence (&world);
  n_ops = world.ops->len;
  g_ptr_array_unref (world.devices);
  g_ptr_array_unref (world.ops);
  return n_ops;
}

static void
test_histories (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint n = 0;

  for (guint i = 0; i < HISTORIES; i++)
    n += live (random);
  g_test_message ("%u histories, %u ops", HISTORIES, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/merge-property/histories", test_histories);
  return g_test_run ();
}
