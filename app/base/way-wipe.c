/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the program an adviser opens, memory is overwritten when it is freed, from its first window
 * on.
 *
 * A lock drops every widget, text and row, but what free() takes keeps its bytes until somebody
 * else needs them: a sentence would lie in the process for hours.  GTK, Pango and GLib offer no
 * way to wipe what they let go, so it is done here for all of them at once.  mallopt (M_PERTURB)
 * does not do: glibc's per-thread cache takes small pieces before it looks at that.
 *
 * Defined in the program itself, these stand before those of the C library for everything that is
 * linked.  GLib's slices are the other half: way_process_forget_what_is_freed().
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include "way-process.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern void __libc_free (void *memory);
extern void *__libc_realloc (void *memory, size_t size);

void
free (void *memory)
{
  int saved_errno = errno;

  if (memory == NULL)
    return;
  if (way_process_forgets)
    explicit_bzero (memory, malloc_usable_size (memory));
  __libc_free (memory);
  errno = saved_errno;
}

/* In place where it fits; else moved, and the old piece wiped. */
void *
realloc (void *memory, size_t size)
{
  size_t had;
  void *moved;

  if (!way_process_forgets)
    return __libc_realloc (memory, size);
  if (memory == NULL)
    return malloc (size);
  if (size == 0)
    {
      free (memory);
      return NULL;
    }
  had = malloc_usable_size (memory);
  if (size <= had && size >= had / 2)
    {
      memset ((char *)memory + size, 0, had - size);
      return memory;
    }
  moved = malloc (size);
  if (moved == NULL)
    return NULL;
  memcpy (moved, memory, size < had ? size : had);
  free (memory);
  return moved;
}

#endif
