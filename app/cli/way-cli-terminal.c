/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-read.h"
#include "way-fail.h"
#include "way-i18n.h"

static int
open_terminal (void)
{
  return open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

gboolean
way_cli_terminal_is_there (void)
{
  int fd = open_terminal ();

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

static void
write_text (int fd, const char *text)
{
  gsize size = strlen (text);

  /* What cannot be shown cannot be answered either; the read after it tells. */
  while (size > 0)
    {
      gssize n = write (fd, text, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return;
      text += n;
      size -= (gsize)n;
    }
}

void
way_cli_terminal_say (const char *sentence)
{
  int fd = open_terminal ();

  if (fd < 0)
    return;
  write_text (fd, sentence);
  write_text (fd, "\n");
  close (fd);
}

/* -- echo off, and on again whatever happens --------------------------------------------------- */

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

/* The terminal to set right, and how; only while a line is asked for. */
static volatile sig_atomic_t quiet_fd = -1;
static struct termios usual_settings;

static void
restore_echo (int number)
{
  struct sigaction by_default = { .sa_handler = SIG_DFL };

  if (quiet_fd >= 0)
    tcsetattr (quiet_fd, TCSAFLUSH, &usual_settings);
  sigaction (number, &by_default, NULL);
  raise (number);
}

static WaySecret *
ask_aloud (int fd, const char *prompt, gboolean *ret_ended, GError **error)
{
  write_text (fd, prompt);
  return way_cli_read_secret_line (fd, ret_ended, error);
}

/* Nothing is asked before the terminal hides what is typed. */
static WaySecret *
ask_quietly (int fd, const char *prompt, gboolean *ret_ended, GError **error)
{
  struct sigaction ours = { .sa_handler = restore_echo, .sa_flags = SA_RESTART };
  struct sigaction before[G_N_ELEMENTS (signals)];
  struct termios quiet;
  WaySecret *typed;

  if (tcgetattr (fd, &usual_settings) != 0)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                          _ ("The terminal cannot be told to hide what is typed."));
  quiet = usual_settings;
  quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
  sigemptyset (&ours.sa_mask);
  quiet_fd = fd;
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &ours, &before[i]);
  tcsetattr (fd, TCSAFLUSH, &quiet);

  typed = ask_aloud (fd, prompt, ret_ended, error);

  tcsetattr (fd, TCSAFLUSH, &usual_settings);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
  quiet_fd = -1;
  write_text (fd, "\n");
  return typed;
}

WaySecret *
way_cli_terminal_ask (const char *prompt, gboolean echo, GError **error)
{
  g_autoptr (WaySecret) typed = NULL;
  gboolean ended = FALSE;
  int fd = open_terminal ();

  if (fd < 0)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_LOCKED,
                          _ ("There is no terminal to ask on: give the passphrase with "
                             "--passphrase-file."));
  typed = echo ? ask_aloud (fd, prompt, &ended, error) : ask_quietly (fd, prompt, &ended, error);
  close (fd);
  if (typed != NULL && ended && way_secret_get_size (typed) == 0)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                          _ ("Nothing was typed, so nothing was done."));
  return g_steal_pointer (&typed);
}
