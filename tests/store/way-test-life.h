/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestLife: the scripted life of a vault, in chapters, each from closed to closed.
 *
 * Every chapter can be begun again from where the one before ended, on a folder of its own, so that
 * a test may stop it at any operation as often as it likes.  The same seed draws the same ids, so
 * what the operations of a whole life are is known beforehand, by the running hash over them.
 */
#pragma once

#include "way-test-files.h"
#include "way-test-store.h"

typedef struct _WayTestLife WayTestLife;

/* One thing an adviser does; FALSE where it was refused. */
typedef gboolean (*WayTestStep) (WayTestLife *life, guint which, GError **error);

typedef struct
{
  WayTestStep step;
  guint which; /* of several alike: a commit's number, a passphrase's index */
} WayTestLine;

typedef struct
{
  const char *name;
  const WayTestLine *lines; /* ends with a NULL step */
} WayTestChapter;

extern const WayTestChapter way_test_chapters[];
extern const guint way_test_n_chapters;

#define WAY_TEST_PASSPHRASES 4
extern const char *const way_test_passphrases[WAY_TEST_PASSPHRASES];
#define WAY_TEST_N_PEOPLE 64
#define WAY_TEST_N_COMMITS 64
#define WAY_TEST_FIRST_COMMIT_THERE 36 /* in the vault that was restored */

struct _WayTestLife
{
  WayTestVault test;
  WayTestVault other; /* where the backup is restored to */
  WayTestFiles *files;
  gboolean keyring;

  /* What was answered. */
  gboolean created, restored;
  guint passphrase; /* an index: set last */
  guint under_way;  /* the one that may count instead; the same where none is */
  WaySecret *seed;  /* (owned) (nullable): of the sheet that was handed out last */
  gboolean seed_under_way;
  guint n_commits; /* answered: the newest number */
  guint n_begun;   /* begun */
  guint n_rows;    /* of the newest answered commit and all before it */
  guint rows_after[WAY_TEST_N_COMMITS];
  guint typed;             /* drafts answered: the newest word */
  guint typing;            /* begun */
  guint backup_commits;    /* when the backup was answered; 0 = none was */
  guint backup_rows;       /* likewise */
  guint backup_passphrase; /* of its day */

  /* What it wrote about. */
  WayId people[WAY_TEST_N_PEOPLE];
  guint n_people;
  WayId goal; /* the newest */
};

/* A life that has not begun. */
void way_test_life_init (WayTestLife *self, WayTestFiles *files, gboolean keyring);
void way_test_life_clear (WayTestLife *self);

/* Where it stands between two chapters: all files, the keyring, what was answered. */
typedef struct _WayTestPage WayTestPage;
WayTestPage *way_test_page_new (WayTestLife *life);
void way_test_page_free (WayTestPage *self);
/* A life of its own that begins there. */
void way_test_page_begin (WayTestPage *self, WayTestLife *life, WayTestFiles *files);

/* Before each chapter: chance and time as they are at its beginning. */
void way_test_life_turn (WayTestLife *self, guint chapter);
/* Line by line; FALSE at the first that was refused. */
gboolean way_test_life_run (WayTestLife *self, const WayTestChapter *chapter, GError **error);
/* The same as somebody who tries again: what is refused is refused with a sentence, and done when
 * it is asked for once more. */
void way_test_life_run_stubbornly (WayTestLife *self, const WayTestChapter *chapter);

/* Opens the vault as whoever knows what was answered; the passphrase that did is the one from now
 * on.  Fails the test where none does. */
void way_test_life_reopen (WayTestLife *self);

/* (transfer full): the running hash behind each row (WayHash) of a vault, which is closed. */
GArray *way_test_life_hashes (WayTestLife *self, WayTestVault *vault);

/* The word that commit @which wrote, and the one that draft @which holds. */
char *way_test_life_word (guint which);
char *way_test_life_typed_word (guint which);
char *way_test_life_backup_path (WayTestLife *self);
