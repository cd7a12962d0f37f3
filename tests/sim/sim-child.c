/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-child.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sim-steps.h"
#include "sim-world.h"

#define LIFE_SECONDS 300 /* of processor time: who lives longer hangs */

void
sim_outcome_clear (SimOutcome *self)
{
  g_clear_pointer (&self->found, g_free);
}

/* -- one --------------------------------------------------------------------------------------- */

static void
live_here (guint64 seed, GArray *kept, const char *place, int said, SimLife *ret_life)
{
  dup2 (said, STDOUT_FILENO);
  dup2 (said, STDERR_FILENO);
  alarm (LIFE_SECONDS);
  sim_run (seed, kept, place, ret_life);
  _exit (0);
}

/* (transfer full): all that was said. */
static char *
read_said (int said)
{
  off_t size = lseek (said, 0, SEEK_END);
  char *text = g_malloc0 ((gsize)size + 1);

  if (pread (said, text, (gsize)size, 0) < 0)
    text[0] = '\0';
  return text;
}

/* (transfer full): of all that was said what tells one failure from another. */
static char *
name_failure (const char *text, int status)
{
  static const char *const marks[] = { "FOUND ", "ERROR:", "ERROR: AddressSanitizer",
                                       "runtime error:" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = strstr (text, marks[i]);

      if (at != NULL)
        return g_strndup (at, strcspn (at, "\n"));
    }
  return g_strdup_printf ("ended with status %d: %.400s", status, text);
}

void
sim_child_live (guint64 seed, GArray *kept, SimOutcome *ret_outcome)
{
  int said = memfd_create ("said", MFD_CLOEXEC), status = 0;
  SimLife *life = mmap (NULL, sizeof *life, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                        0);
  g_autofree char *place = sim_folder_new (NULL);
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    live_here (seed, kept, place, said, life);
  waitpid (pid, &status, 0);
  /* Who ended badly left everything. */
  sim_folder_remove (place);
  ret_outcome->well = WIFEXITED (status) && WEXITSTATUS (status) == 0;
  ret_outcome->life = *life;
  if (!ret_outcome->well)
    {
      g_autofree char *text = read_said (said);

      ret_outcome->found = name_failure (text, status);
    }
  munmap (life, sizeof *life);
  close (said);
}

/* -- the shortest ------------------------------------------------------------------------------ */

/* Numbers of laptops and ops differ as steps go. */
static gboolean
is_alike (const char *a, const char *b)
{
  for (;;)
    {
      a += strspn (a, "0123456789");
      b += strspn (b, "0123456789");
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

static gboolean
still_ends_so (guint64 seed, GArray *kept, const char *found)
{
  g_auto (SimOutcome) outcome = { 0 };

  sim_child_live (seed, kept, &outcome);
  return !outcome.well && is_alike (outcome.found, found);
}

/* (transfer full): without @n from @from on. */
static GArray *
leave_out (GArray *kept, guint from, guint n)
{
  GArray *fewer = g_array_copy (kept);

  g_array_remove_range (fewer, from, MIN (n, kept->len - from));
  return fewer;
}

GArray *
sim_child_shrink (guint64 seed, const char *found, gint64 seconds)
{
  gint64 ends = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_autoptr (GArray) steps = sim_steps_draw (seed);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < steps->len; i++)
    g_array_append_val (kept, i);
  for (guint n = (kept->len + 1) / 2; n > 0; n /= 2)
    for (guint from = 0; from < kept->len && g_get_monotonic_time () < ends;)
      {
        GArray *fewer = leave_out (kept, from, n);

        if (still_ends_so (seed, fewer, found))
          {
            g_array_unref (kept);
            kept = fewer;
            continue;
          }
        g_array_unref (fewer);
        from += n;
      }
  return kept;
}

char *
sim_child_format (GArray *kept)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", g_array_index (kept, guint, i));
  return g_string_free (text, FALSE);
}

GArray *
sim_child_parse (const char *text)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      guint number = (guint)g_ascii_strtoull (parts[i], NULL, 10);

      g_array_append_val (kept, number);
    }
  return kept;
}
