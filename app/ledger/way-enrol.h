/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enrolment: a laptop joins, and two people compare a code (docs/format.md, 4).
 *
 * Four messages, each written once: c (joiner), m (manager), d (joiner), result (manager).  The
 * joiner binds itself to its keys before it sees the manager's random bytes, so the code cannot be
 * searched for.  Plain values; nothing here keeps count of the tries.
 */
#pragma once

#include "way-device-keys.h"
#include "way-directory.h"

G_BEGIN_DECLS

#define WAY_ENROL_C_SIZE 36
#define WAY_ENROL_M_SIZE 252
#define WAY_ENROL_D_SIZE 164
#define WAY_ENROL_RESULT_SIZE 52
#define WAY_ENROL_RANDOM_SIZE 32
#define WAY_CODE_SIZE 9 /* 8 digits and the final NUL */
#define WAY_ANSWER_SIZE 5
#define WAY_TELEPHONE_CODE_SIZE 13

typedef struct
{
  WayHash commitment;
} WayEnrolC;

typedef struct
{
  guint8 random[WAY_ENROL_RANDOM_SIZE];
  WayId org;
  WaySignPublic root_pk;
  WayBoxPublic recovery_pk;
  guint64 dir_seq;
  WayHash dir_head;
  WayId manager; /* her device */
  WaySignPublic manager_dsk;
  WayId user, team; /* of the joiner, as the three below */
  guint8 roles;
  guint64 not_after;
} WayEnrolM;

typedef struct
{
  WaySignPublic dsk;
  WayBoxPublic dbk;
  guint8 random[WAY_ENROL_RANDOM_SIZE];
  WaySignature possession;
} WayEnrolD;

typedef struct
{
  guint8 outcome; /* 1 certified, 2 ended */
  guint64 dir_seq;
  WayHash dir_head;
} WayEnrolResult;

/* (transfer full) */
GBytes *way_enrol_c_write (const WayEnrolC *self);
GBytes *way_enrol_m_write (const WayEnrolM *self);
GBytes *way_enrol_d_write (const WayEnrolD *self);
GBytes *way_enrol_result_write (const WayEnrolResult *self);

/* S1_FORM or OK. */
WayVerdict way_enrol_c_read (GBytes *bytes, WayEnrolC *ret_c);
WayVerdict way_enrol_m_read (GBytes *bytes, WayEnrolM *ret_m);
WayVerdict way_enrol_d_read (GBytes *bytes, WayEnrolD *ret_d);
WayVerdict way_enrol_result_read (GBytes *bytes, WayEnrolResult *ret_result);

/* What names the mailbox. */
void way_enrol_ticket_hash (const guint8 ticket[WAY_ID_SIZE], WayHash *ret_hash);

void way_enrol_commit (const WaySignPublic *dsk,
                       const WayBoxPublic *dbk,
                       const guint8 random[WAY_ENROL_RANDOM_SIZE],
                       WayHash *ret_commitment);

/* T: all that was said.  @c and @m are whole messages. */
void way_enrol_transcript (
    const WayHash *ticket_hash, GBytes *c, GBytes *m, const WayEnrolD *d, WayHash *ret_transcript);

/* The certificate that both sides agree on; possession is not filled. */
void way_enrol_get_certificate (const WayEnrolM *m,
                                const WayEnrolD *d,
                                const WayHash *transcript,
                                WayCertificate *ret_certificate);

/* What the joiner shows, and what the manager answers. */
void way_enrol_code (const WayHash *transcript, char ret_code[WAY_CODE_SIZE]);
void way_enrol_answer (const WayHash *transcript, char ret_answer[WAY_ANSWER_SIZE]);

/* S1, S2, S3: the manager's look at d.  On OK @ret_certificate is what she may sign once the code
 * is typed, @ret_transcript what the code is of. */
WayVerdict way_enrol_judge_d (const WayHash *ticket_hash,
                              GBytes *c,
                              GBytes *m,
                              GBytes *d,
                              WayCertificate *ret_certificate,
                              WayHash *ret_transcript);

/* S4 and S5.  @typed (UTF-8): spaces do not count. */
WayVerdict way_enrol_judge_code (const WayHash *transcript, const char *typed);
WayVerdict way_enrol_judge_answer (const WayHash *transcript, const char *typed);

/* S6: the joiner's look at the directory it pulled, before it pins anything. */
WayVerdict way_enrol_judge_directory (WayDirectory *directory, const WayEnrolM *m);
/* S7: that the directory has certified what it agreed to. */
WayVerdict way_enrol_judge_certificate (WayDirectory *directory, const WayCertificate *agreed);

/* (transfer full) (nullable): w of the telephone code, where the messages cannot be exchanged in
 * turn. Takes half a second and 256 MiB: run it on the pool.  NULL with @error where memory is
 * short. */
WaySecret *way_enrol_telephone (const WayHash *ticket_hash,
                                const WayEnrolM *m,
                                const WayEnrolD *d,
                                GError **error);
void way_enrol_telephone_code (WaySecret *w, char ret_code[WAY_TELEPHONE_CODE_SIZE]);
void way_enrol_telephone_answer (WaySecret *w, char ret_answer[WAY_ANSWER_SIZE]);
void way_enrol_telephone_transcript (WaySecret *w, WayHash *ret_transcript);
WayVerdict way_enrol_judge_telephone_code (WaySecret *w, const char *typed);
WayVerdict way_enrol_judge_telephone_answer (WaySecret *w, const char *typed);

G_END_DECLS
