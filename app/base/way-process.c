/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-process.h"

#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

void
way_process_keep_to_itself (void)
{
  struct rlimit none = { 0, 0 };

  umask (077);
  setrlimit (RLIMIT_CORE, &none);
  /* The sanitizers need to look into the process. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  /* A reader that went away, or a file that may not grow, is an error of the write and not the end
   * of the program. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

gboolean way_process_forgets;

void
way_process_forget_what_is_freed (void)
{
  g_mem_gc_friendly = TRUE;
  way_process_forgets = TRUE;
}

void
way_process_speak (const char *domain, const char *locale_dir)
{
  setlocale (LC_ALL, "");
  bindtextdomain (domain, locale_dir);
  bind_textdomain_codeset (domain, "UTF-8");
}
