/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-words.h"

#include <string.h>
#include "way-clock.h"
#include "way-date-text.h"
#include "way-i18n.h"

#define QUIET_DAYS 7 /* days without a sync until the button says when the last one was */
#define MINUTE_MS (60 * 1000)

/* -- parts ------------------------------------------------------------------------------------- */

/* A line may begin with it. */
static char *
capitalise (char *text)
{
  g_autofree char *owned = text;
  g_autofree char *first = g_utf8_strup (text, (gssize)(g_utf8_next_char (text) - text));

  return text[0] == '\0' ? g_steal_pointer (&owned)
                         : g_strconcat (first, g_utf8_next_char (text), NULL);
}

/* "today at 8:52am", "Monday 13 October, 5:12pm" */
static char *
dup_when (gint64 ms, gint64 now_ms)
{
  g_autofree char *minute = way_clock_format_minute (ms);

  return way_when_text (way_clock_date_at (ms), minute + strlen (minute) - strlen ("HH:MM"),
                        way_clock_date_at (now_ms));
}

static char *
dup_waiting (guint n)
{
  return g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u change waiting", "%u changes waiting", n), n);
}

static char *
dup_waiting_line (guint n)
{
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u change waiting to sync",
                                       "%u changes waiting to sync", n),
                          n);
}

static gboolean
is_long_ago (const WaySyncReport *report, gint64 now_ms)
{
  return report->synced_ms > 0
         && way_date_days_between (way_clock_date_at (report->synced_ms),
                                   way_clock_date_at (now_ms))
                >= QUIET_DAYS;
}

/* What waits, and after a week also since when. */
static char *
dup_line (const WaySyncReport *report, gint64 now_ms)
{
  g_autofree char *waiting = dup_waiting_line (report->n_waiting);
  g_autofree char *day = NULL, *last = NULL;

  if (report->synced_ms > 0)
    {
      day = way_date_text (way_clock_date_at (report->synced_ms), way_clock_date_at (now_ms));
      last = g_strdup_printf (_ ("Last synced %s"), day);
    }
  if (report->n_waiting == 0)
    return g_strdup (last != NULL ? last : _ ("Not synced yet"));
  if (!is_long_ago (report, now_ms))
    return g_steal_pointer (&waiting);
  return g_strdup_printf (_ ("%s. %s"), waiting, last);
}

static char *
dup_sent (const WaySyncReport *report)
{
  if (report->n_to_send == 0)
    return g_strdup (_ ("Looking for the team’s work"));
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u of %u change sent",
                                       "%u of %u changes sent", report->n_to_send),
                          report->n_sent, report->n_to_send);
}

/* -- states ------------------------------------------------------------------------------------ */

static void
say_alone (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  self->icon = "waymark-laptop-symbolic";
  self->title = g_strdup (_ ("On this laptop only"));
  self->line = g_strdup (_ ("Not in a team"));
  self->heading = g_strdup (self->title);
  self->text = g_strdup (_ ("Your work is locked on this laptop. A copy elsewhere keeps it if the "
                            "laptop is lost or breaks."));
  self->verb = _ ("Make a backup");
  self->action = "app.make-backup";
}

/* That the team has it all, and who says so; or that nobody did for days. */
static char *
dup_in_step (const WaySyncReport *report, gint64 now_ms)
{
  g_autofree char *when = NULL, *confirmed = NULL;

  if (report->trouble == WAY_SYNC_TROUBLE_UNCONFIRMED)
    return g_strdup (way_sync_trouble_sentence (report->trouble));
  if (report->n_confirmed == 0)
    return g_strdup (_ ("The team has your work, and you have theirs."));
  when = dup_when (report->confirmed_ms, now_ms);
  confirmed = way_sync_confirmed_line (report, when);
  return g_strdup_printf (_ ("The team has your work, and you have theirs. %s."), confirmed);
}

static void
say_synced (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  self->icon = "waymark-laptop-synced-symbolic";
  self->style = report->trouble == WAY_SYNC_TROUBLE_UNCONFIRMED ? "due" : "done";
  self->title = g_strdup (_ ("Synced"));
  self->line = capitalise (dup_when (report->synced_ms, now_ms));
  self->heading = g_strdup (_ ("Everything is synced"));
  self->text = dup_in_step (report, now_ms);
  self->done = g_strdup_printf (_ ("%u sent, %u received"), report->n_sent, report->n_received);
  self->verb = _ ("Sync again");
  self->action = "app.sync";
}

static void
say_waiting (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  self->icon = "waymark-laptop-symbolic";
  self->title = g_strdup (_ ("Saved on this laptop"));
  self->line = dup_line (report, now_ms);
  self->heading = g_strdup (self->title);
  self->text = g_strdup (_ ("Waymark syncs by itself in a few minutes."));
  self->verb = _ ("Sync now");
  self->action = "app.sync";
}

static void
say_offline (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  self->icon = "waymark-laptop-symbolic";
  self->title = g_strdup (_ ("Working offline"));
  self->line = dup_line (report, now_ms);
  self->heading = g_strdup (self->title);
  self->text = g_strdup (_ ("Everything you write is saved on this laptop. Waymark syncs by itself "
                            "when you are at the office."));
  self->verb = _ ("Try to sync now");
  self->action = "app.sync";
}

static void
say_syncing (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  self->icon = "waymark-sync-symbolic";
  self->style = "progress";
  self->title = g_strdup (_ ("Syncing"));
  self->line = dup_sent (report);
  self->heading = g_strdup (self->title);
  self->text = g_strdup (_ ("You can keep working. Anything you write now goes next time."));
  self->done = dup_sent (report);
  self->fraction = report->n_to_send > 0 ? (double)report->n_sent / report->n_to_send : 0;
  self->verb = _ ("Stop");
  self->action = "app.stop-sync";
}

/* What happened and what to do is the trouble's own sentence; when it is tried again stands behind
 * it. */
static char *
dup_trouble (const WaySyncReport *report, gint64 now_ms)
{
  const char *sentence = way_sync_trouble_sentence (report->trouble);
  guint minutes = (guint)((report->again_ms - now_ms + MINUTE_MS - 1) / MINUTE_MS);

  if (report->again_ms <= now_ms)
    return g_strdup (sentence);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%s Waymark tries again in %u minute.",
                                       "%s Waymark tries again in %u minutes.", minutes),
                          sentence, minutes);
}

static void
say_trouble (WaySyncWords *self, const WaySyncReport *report, gint64 now_ms)
{
  gboolean held = report->trouble == WAY_SYNC_TROUBLE_NOT_ADMITTED;

  self->icon = held ? "waymark-laptop-symbolic" : "dialog-warning-symbolic";
  self->style = held ? NULL : "due";
  self->title = g_strdup (held ? _ ("Joined") : _ ("Sync stopped"));
  self->line = g_strdup (held ? _ ("Your cases open later")
                              : _ ("Your work is safe on this laptop"));
  self->heading = g_strdup (self->title);
  self->text = dup_trouble (report, now_ms);
  self->why = held ? NULL
                   : g_strdup_printf (_ ("For whoever helps you: %s"),
                                      way_sync_trouble_name (report->trouble));
  self->verb = _ ("Try again");
  self->action = "app.sync";
}

void
way_sync_words_init (WaySyncWords *ret_words, const WaySyncReport *report, gint64 now_ms)
{
  static void (*const say[]) (WaySyncWords *, const WaySyncReport *, gint64) = {
    [WAY_SYNC_NO_TEAM] = say_alone,   [WAY_SYNC_SYNCED] = say_synced,
    [WAY_SYNC_WAITING] = say_waiting, [WAY_SYNC_SYNCING] = say_syncing,
    [WAY_SYNC_OFFLINE] = say_offline, [WAY_SYNC_TROUBLE] = say_trouble
  };

  g_return_if_fail (report->state < G_N_ELEMENTS (say));
  *ret_words = (WaySyncWords){ .fraction = -1 };
  say[report->state](ret_words, report, now_ms);
  if (report->state == WAY_SYNC_NO_TEAM || report->state == WAY_SYNC_SYNCING)
    return;
  if (report->n_waiting > 0)
    ret_words->waiting = dup_waiting (report->n_waiting);
  if (report->synced_ms > 0)
    ret_words->synced = capitalise (dup_when (report->synced_ms, now_ms));
}

void
way_sync_words_clear (WaySyncWords *self)
{
  g_free (self->title);
  g_free (self->line);
  g_free (self->heading);
  g_free (self->text);
  g_free (self->waiting);
  g_free (self->done);
  g_free (self->synced);
  g_free (self->why);
  *self = (WaySyncWords){ 0 };
}
