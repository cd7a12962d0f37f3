/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <unistd.h>
#include "sim-laptop.h"
#include "sim-net.h"
#include "way-storage-sqlite.h"

#define IDLE_TURNS 100000 /* a wait that ends in nothing is a fault */

SimMutant sim_mutant;

/* -- what is wrong ----------------------------------------------------------------------------- */

void
sim_fail (SimWorld *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("FOUND %s\n  at: %s\n", text, self->step);
  _exit (3);
}

void
sim_trace (SimWorld *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_checksum_update (self->trace, (const guchar *)text, -1);
  if (g_getenv ("WAY_SIM_TRACE") != NULL)
    g_printerr ("%s\n", text);
}

gboolean
sim_happens (SimWorld *self, guint percent)
{
  return percent > 0 && way_random_below (self->chance, 100) < percent;
}

guint
sim_below (SimWorld *self, guint bound)
{
  return way_random_below (self->chance, bound);
}

/* -- time -------------------------------------------------------------------------------------- */

static void
pass (SimWorld *self, gint64 ms)
{
  way_clock_set (self->clock, way_clock_now (self->clock) + ms);
  for (guint i = 0; i < self->laptops->len; i++)
    {
      SimLaptop *laptop = g_ptr_array_index (self->laptops, i);

      way_clock_set (laptop->clock, way_clock_now (laptop->clock) + ms);
    }
}

void
sim_pass_minutes (SimWorld *self, guint minutes)
{
  pass (self, 60000 * (gint64)minutes);
}

void
sim_turn (SimWorld *self)
{
  self->n_turns++;
  pass (self, 1000);
  if (!way_executor_step (self->executor))
    g_main_context_iteration (NULL, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
sim_wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

void
sim_wait (SimWorld *self, GAsyncResult **result)
{
  for (guint i = 0; *result == NULL; i++)
    {
      if (i == IDLE_TURNS)
        sim_fail (self, "stands still");
      sim_turn (self);
    }
}

void
sim_settle_down (SimWorld *self)
{
  guint i = 0;

  while (way_executor_step (self->executor) || g_main_context_iteration (NULL, FALSE))
    if (++i == IDLE_TURNS)
      sim_fail (self, "never rests");
}

/* -- the server's disk ------------------------------------------------------------------------- */

/* The shipped storage, with some of its functions in between; there is one server at a time. */
static const WayStorageClass *shipped_class;
static SimWorld *owner;

static gboolean
begin (WayStorage *storage, GError **error)
{
  return owner->held_back || shipped_class->begin (storage, error);
}

static gboolean
fail_disk (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk failed");
  return FALSE;
}

static gboolean
commit (WayStorage *storage, GError **error)
{
  SimCut cut = owner->cut_at > 0 && --owner->cut_at == 0 ? owner->cut : SIM_CUT_NONE;

  owner->killed = cut == SIM_CUT_BEFORE || cut == SIM_CUT_AFTER;
  if (cut == SIM_CUT_BEFORE || cut == SIM_CUT_FAULT)
    return fail_disk (error);
  if (sim_mutant == SIM_MUTANT_LATE_COMMIT)
    {
      owner->held_back = cut == SIM_CUT_AFTER || !sim_happens (owner, 30);
      if (owner->held_back)
        return TRUE;
    }
  return shipped_class->commit (storage, error);
}

static void
roll_back (WayStorage *storage)
{
  owner->held_back = FALSE;
  shipped_class->roll_back (storage);
}

static void
put_between (SimWorld *self)
{
  static WayStorageClass cut_class;

  shipped_class = self->storage->klass;
  cut_class = *shipped_class;
  cut_class.begin = begin;
  cut_class.commit = commit;
  cut_class.roll_back = roll_back;
  self->storage->klass = &cut_class;
  owner = self;
}

static void
open_in_mode (SimWorld *self, WayStorageMode mode)
{
  static const char *const origins[] = { SIM_ORIGIN, NULL };
  g_autoptr (GError) error = NULL;

  self->storage = way_storage_sqlite_open (self->path, mode, &error);
  if (self->storage == NULL)
    sim_fail (self, "the server's file does not open: %s", error->message);
  put_between (self);
  self->server = way_server_new (self->storage, self->clock, self->random, &way_server_limits,
                                 origins, &error);
  if (self->server == NULL)
    sim_fail (self, "the server does not start: %s", error->message);
}

void
sim_server_open (SimWorld *self)
{
  open_in_mode (self, WAY_STORAGE_EXISTING);
}

void
sim_server_close (SimWorld *self)
{
  g_clear_pointer (&self->server, way_server_free);
  if (self->storage != NULL && self->held_back)
    roll_back (self->storage);
  g_clear_pointer (&self->storage, way_storage_free);
  self->killed = FALSE;
}

static void
remove_file (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *name = g_strconcat (path, tails[i], NULL);

      g_unlink (name);
    }
}

void
sim_server_keep (SimWorld *self)
{
  g_autoptr (GError) error = NULL;

  remove_file (self->kept);
  if (!way_storage_sqlite_copy (self->storage, self->kept, &error))
    sim_fail (self, "the server's file cannot be copied: %s", error->message);
}

void
sim_server_exchange (SimWorld *self)
{
  g_autofree char *other = g_strconcat (self->kept, "-other", NULL);
  g_autoptr (GError) error = NULL;

  if (!way_storage_sqlite_copy (self->storage, other, &error))
    sim_fail (self, "the server's file cannot be copied: %s", error->message);
  sim_server_close (self);
  remove_file (self->path);
  g_assert_cmpint (g_rename (self->kept, self->path), ==, 0);
  g_assert_cmpint (g_rename (other, self->kept), ==, 0);
  sim_server_open (self);
}

/* -- made -------------------------------------------------------------------------------------- */

static WayReference *
make_reference (void)
{
  WayReference *reference = way_reference_new ("england",
                                               "Care Leavers (England) Regulations 2010");

  way_reference_add_matter (reference, "S1_05", 5, "Where I live", "", "accommodation");
  way_reference_add_matter (reference, "S1_09", 9, "Health", "", "health");
  return reference;
}

char *
sim_folder_new (const char *place)
{
  const char *memory = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *name = g_build_filename (place != NULL ? place : memory, "waymark-sim-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (name));
  return name;
}

void
sim_folder_remove (const char *path)
{
  g_autoptr (GDir) listing = g_dir_open (path, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        sim_folder_remove (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

SimWorld *
sim_world_new (guint64 seed, const char *place)
{
  SimWorld *self = g_new0 (SimWorld, 1);
  g_autoptr (GError) error = NULL;

  self->step = "the beginning";
  self->seed = seed;
  self->random = way_random_new_seeded (seed);
  self->chance = way_random_new_seeded (seed + 1);
  self->executor = way_executor_new_seeded (self->random);
  self->clock = way_clock_new_fixed (1796000000000);
  self->reference = make_reference ();
  self->vfs = way_test_vfs_install ();
  self->dir = sim_folder_new (place);
  self->path = g_build_filename (self->dir, WAY_STORAGE_FILE, NULL);
  self->kept = g_build_filename (self->dir, "kept", NULL);
  self->laptops = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_laptop_free);
  self->cases = g_array_new (FALSE, FALSE, sizeof (WayId));
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_answer_free);
  self->late = g_ptr_array_new_with_free_func (sim_net_free_late);
  self->trace = g_checksum_new (G_CHECKSUM_SHA256);
  open_in_mode (self, WAY_STORAGE_CREATE);
  g_assert_true (way_server_draw_ticket (self->server, &self->ticket, &error));
  return self;
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < self->laptops->len; i++)
    sim_laptop_stop (g_ptr_array_index (self->laptops, i));
  g_ptr_array_unref (self->laptops);
  sim_server_close (self);
  sim_settle_down (self);
  sim_folder_remove (self->dir);
  way_test_vfs_uninstall (self->vfs);
  g_object_unref (self->executor);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_object_unref (self->chance);
  way_reference_unref (self->reference);
  g_array_unref (self->cases);
  g_hash_table_unref (self->facts);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->late);
  g_checksum_free (self->trace);
  g_free (self->dir);
  g_free (self->path);
  g_free (self->kept);
  g_free (self->ticket);
  g_free (self);
}
