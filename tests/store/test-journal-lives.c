/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three laptops that write in the same cases for a while, and sync when it happens: some of a log,
 * all of it, late, with much waiting.  One writes as a keeper, who may not.
 *
 * Once each has everything, all three show the same, to the last op, though each has had it in
 * another order; and what is kept beside the operations is what follows from them.
 */
#include "way-test-journal.h"

#include <string.h>
#include "way-test-chance.h"

#define N_LAPTOPS 3
#define N_CASES 2
#define N_TURNS 60
#define N_OBJECTS 4

/* An act where it stands in a case's log. */
typedef struct
{
  WayJournalAct *act; /* (owned) */
  WayId user;
  WayRoles roles;
} Posted;

typedef struct
{
  WayRandom *random; /* (owned) */
  WayTestVault laptops[N_LAPTOPS];
  WayId cases[N_CASES];
  GPtrArray *logs[N_CASES]; /* (owned): Posted */
  WayId objects[N_OBJECTS];
} World;

static const WayRoles roles[N_LAPTOPS] = { WAY_ROLE_ADVISER, WAY_ROLE_ADVISER | WAY_ROLE_MANAGER,
                                           WAY_ROLE_KEEPER };

static void
posted_free (Posted *self)
{
  way_journal_act_free (self->act);
  g_free (self);
}

static guint
below (World *self, guint n)
{
  return way_random_below (self->random, n);
}

/* -- syncing ----------------------------------------------------------------------------------- */

static guint
get_length (WayTestVault *laptop, const WayId *case_id)
{
  g_autoptr (WayJournalLog) held = way_test_journal_load_log (laptop, case_id);

  return held->entries->len;
}

/* Up to @most entries of a log that this laptop has not. */
static void
pull (World *self, WayTestVault *laptop, guint which, guint most)
{
  GPtrArray *log = self->logs[which];
  guint from = get_length (laptop, &self->cases[which]);
  WayJournalChange *change = way_journal_change_new (&self->cases[which], from);
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < log->len && i - from < most; i++)
    {
      const Posted *posted = g_ptr_array_index (log, i);
      g_autoptr (GBytes) bytes = g_bytes_new_static ("entry", 5);
      WayJournalAct *act = way_journal_act_new ();

      act->case_id = posted->act->case_id;
      act->origin = posted->act->origin;
      act->act = posted->act->act;
      act->author = (WayAuthor){ posted->user, posted->roles, i + 1 };
      for (guint o = 0; o < posted->act->ops->len; o++)
        g_ptr_array_add (act->ops, g_bytes_ref (g_ptr_array_index (posted->act->ops, o)));
      g_ptr_array_add (change->acts, act);
      g_ptr_array_add (change->entries, way_journal_entry_new (bytes, 1));
    }
  way_test_journal_write (laptop, change, &error);
  g_assert_no_error (error);
}

/* What waits goes to the end of the log, after everything that is there was pulled. */
static void
push (World *self, guint laptop, guint which)
{
  WayTestVault *test = &self->laptops[laptop];
  g_autoptr (GPtrArray) acts = NULL;

  pull (self, test, which, G_MAXUINT);
  acts = way_test_journal_list (test);
  g_ptr_array_set_free_func (acts, NULL);
  for (guint i = 0; i < acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (acts, i);
      Posted *posted;

      if (!way_id_equal (&act->case_id, &self->cases[which]))
        {
          way_journal_act_free (act);
          continue;
        }
      posted = g_new0 (Posted, 1);
      posted->act = act;
      posted->user = *way_vault_get_user (test->vault);
      posted->roles = roles[laptop];
      g_ptr_array_add (self->logs[which], posted);
    }
  pull (self, test, which, G_MAXUINT);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
write_field (World *self, WayAct *act, const WayId *person)
{
  static const guint16 groups[] = { WAY_FRONT_HOPES, WAY_FRONT_PROUD_OF, WAY_FRONT_WHAT_MATTERS };
  g_autofree char *text = g_strdup_printf ("harbour %u", below (self, 5));

  way_act_set (act, WAY_KIND_FRONT, person, groups[below (self, 3)], way_test_words (text));
}

static void
write_person (World *self, WayAct *act, const WayId *person)
{
  gboolean hidden = below (self, 2) == 0;
  g_autofree char *name = g_strdup_printf ("Ros %u", below (self, 9));

  way_act_set (act, WAY_KIND_PERSON, person, WAY_PERSON_NAMES, g_variant_new ("(ss)", name, ""));
  way_act_set (act, WAY_KIND_PERSON, person, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "harbour 3", "RV7 2QX", "", hidden, ""));
}

/* Objects that more than one laptop begins, as a matter is; contacts only their author may change.
 */
static void
write_object (World *self, WayAct *act)
{
  const WayId *object = &self->objects[below (self, N_OBJECTS)];
  g_autofree char *text = g_strdup_printf ("boat %u", below (self, 5));
  guint16 kind = below (self, 2) == 0 ? WAY_KIND_GOAL : WAY_KIND_CONTACT;

  if (below (self, 3) == 0)
    {
      way_act_remove (act, kind, object, "written twice");
      return;
    }
  way_act_create (act, kind, object);
  way_act_set (act, kind, object, kind == WAY_KIND_GOAL ? WAY_GOAL_WHAT : WAY_CONTACT_NOTES,
               way_test_prose (text));
}

/* What the record does not allow is refused, and that is all right. */
static void
write_something (World *self, WayTestVault *laptop)
{
  const WayId *person = &self->cases[below (self, N_CASES)];
  WayAct *act = way_act_new (person, 0);

  way_clock_set (laptop->clock, way_clock_now (laptop->clock) + below (self, 100000));
  switch (below (self, 4))
    {
    case 0:
      write_person (self, act, person);
      break;
    case 1:
      write_object (self, act);
      break;
    default:
      write_field (self, act, person);
      break;
    }
  way_test_vault_commit (laptop, act, NULL, NULL);
}

static void
take_turn (World *self)
{
  guint laptop = below (self, N_LAPTOPS), which = below (self, N_CASES);

  switch (below (self, 6))
    {
    case 0:
      push (self, laptop, which);
      break;
    case 1:
      pull (self, &self->laptops[laptop], which, 1 + below (self, 5));
      break;
    default:
      write_something (self, &self->laptops[laptop]);
      break;
    }
}

/* -- comparing --------------------------------------------------------------------------------- */

static void
append_object (const WayObject *object, GString *seen)
{
  g_string_append_printf (seen, "%u.%02x %d:", object->kind, object->id.bytes[0], object->life);
  for (guint i = 0; i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);

      g_string_append_printf (seen, " %u/%02x%02x.%" G_GUINT64_FORMAT, op->group,
                              op->id.origin.bytes[0], op->id.origin.bytes[1], op->id.counter);
    }
  g_string_append_c (seen, '\n');
}

/* (transfer full): all that shows on one laptop. */
static char *
look (World *self, WayTestVault *laptop)
{
  static const char *const searches[] = { "harbour", "boat", "ros", "rv7", "\"harbour 3\"" };
  g_autoptr (GPtrArray) people = way_test_vault_list (laptop, NULL);
  GString *seen = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);

      g_string_append_printf (seen, "%s %u\n", line->preferred_name, line->n_conflicts);
    }
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (WayCase) loaded = way_test_vault_load (laptop, &self->cases[i], NULL);
      g_autoptr (GPtrArray) objects = way_case_list_all (loaded);

      for (guint o = 0; o < objects->len; o++)
        append_object (g_ptr_array_index (objects, o), seen);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GPtrArray) hits = way_test_vault_search (laptop, searches[i], NULL);

      g_string_append_printf (seen, "%s: %u\n", searches[i], hits->len);
    }
  return g_string_free (seen, FALSE);
}

/* -- lives ------------------------------------------------------------------------------------- */

static void
begin (World *self, guint64 seed)
{
  memset (self, 0, sizeof *self);
  self->random = way_random_new_seeded (seed);
  for (guint i = 0; i < N_LAPTOPS; i++)
    {
      way_test_vault_init (&self->laptops[i], FALSE);
      g_assert_true (way_test_vault_create (&self->laptops[i], NULL, NULL));
    }
  for (guint i = 0; i < N_CASES; i++)
    {
      way_test_add_person (&self->laptops[0], "Ros", &self->cases[i]);
      self->logs[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)posted_free);
      push (self, 0, i);
      for (guint l = 1; l < N_LAPTOPS; l++)
        pull (self, &self->laptops[l], i, G_MAXUINT);
    }
  for (guint i = 0; i < N_OBJECTS; i++)
    way_id_new (self->random, &self->objects[i]);
}

static void
sync_all (World *self)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      for (guint l = 0; l < N_LAPTOPS; l++)
        push (self, l, i);
      for (guint l = 0; l < N_LAPTOPS; l++)
        pull (self, &self->laptops[l], i, G_MAXUINT);
    }
}

static void
end (World *self)
{
  for (guint i = 0; i < N_LAPTOPS; i++)
    way_test_vault_clear (&self->laptops[i]);
  for (guint i = 0; i < N_CASES; i++)
    g_ptr_array_unref (self->logs[i]);
  g_object_unref (self->random);
}

/* That something is awaited is no fault before the end. */
static void
assert_sound (WayTestVault *laptop)
{
  g_autoptr (GPtrArray) faults = way_test_vault_check (laptop, NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      g_test_message ("check: %s", (char *)g_ptr_array_index (faults, i));
      g_assert_nonnull (strstr (g_ptr_array_index (faults, i), "a sync may still bring them"));
    }
}

static void
live (guint64 seed)
{
  g_autofree char *first = NULL;
  World world;

  begin (&world, seed);
  for (guint i = 0; i < N_TURNS; i++)
    take_turn (&world);
  for (guint i = 0; i < N_LAPTOPS; i++)
    assert_sound (&world.laptops[i]);
  sync_all (&world);
  first = look (&world, &world.laptops[0]);
  for (guint i = 0; i < N_LAPTOPS; i++)
    {
      g_autofree char *seen = look (&world, &world.laptops[i]);

      g_assert_cmpstr (seen, ==, first);
      g_assert_cmpuint (way_test_journal_n_waiting (&world.laptops[i]), ==, 0);
      way_test_assert_clean (&world.laptops[i]);
    }
  end (&world);
}

static void
test_lives (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end_at = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 2;

  for (guint i = 0; i < 2 || g_get_monotonic_time () < end_at; i++)
    {
      guint64 seed;

      way_random_fill (random, &seed, sizeof seed);
      g_test_message ("life %u, seed %" G_GUINT64_FORMAT, i, seed);
      live (seed);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/journal-lives/alike", test_lives);
  return g_test_run ();
}
