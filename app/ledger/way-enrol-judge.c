/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules S (docs/format.md, 4), row by row.
 */
#include "way-enrol.h"

#include <string.h>
#include "way-rules.h"

typedef struct
{
  const WayHash *ticket_hash;
  GBytes *c_bytes, *m_bytes, *d_bytes;
  WayEnrolC c;                /* from S1 */
  WayEnrolM m;                /* from S1 */
  WayEnrolD d;                /* from S1 */
  WayHash transcript;         /* from S3 */
  WayCertificate certificate; /* from S3 */
  const char *typed, *shown;  /* S4, S5 */
  WayDirectory *directory;    /* S6, S7 */
} Judging;

static gboolean
breaks_form (gpointer judging)
{
  Judging *j = judging;

  return way_enrol_c_read (j->c_bytes, &j->c) != WAY_VERDICT_OK
         || way_enrol_m_read (j->m_bytes, &j->m) != WAY_VERDICT_OK
         || way_enrol_d_read (j->d_bytes, &j->d) != WAY_VERDICT_OK;
}

static gboolean
breaks_commitment (gpointer judging)
{
  Judging *j = judging;
  WayHash commitment;

  way_enrol_commit (&j->d.dsk, &j->d.dbk, j->d.random, &commitment);
  return !way_hash_equal (&commitment, &j->c.commitment);
}

static gboolean
breaks_possession (gpointer judging)
{
  Judging *j = judging;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WaySlice slices[3];

  way_enrol_transcript (j->ticket_hash, j->c_bytes, j->m_bytes, &j->d, &j->transcript);
  way_enrol_get_certificate (&j->m, &j->d, &j->transcript, &j->certificate);
  way_certificate_write (&j->certificate, bytes);
  way_certificate_get_claim (&j->m.org, bytes->data, slices);
  return !way_verify_parts (&j->d.dsk, slices, G_N_ELEMENTS (slices), &j->d.possession);
}

/* Letters of either case, spaces anywhere. */
static gboolean
breaks_typed (gpointer judging)
{
  Judging *j = judging;
  const char *shown = j->shown;

  for (const char *typed = j->typed; *typed != '\0'; typed++)
    {
      if (*typed == ' ')
        continue;
      if (g_ascii_toupper (*typed) != *shown)
        return TRUE;
      shown++;
    }
  return *shown != '\0';
}

static gboolean
breaks_directory (gpointer judging)
{
  Judging *j = judging;
  const WayDirDevice *manager = way_directory_find (j->directory, &j->m.manager);
  guint64 seq = j->m.dir_seq;

  return seq < 1 || seq > way_directory_get_length (j->directory)
         || !way_hash_equal (way_directory_get_head_at (j->directory, seq), &j->m.dir_head)
         || !way_id_equal (way_directory_get_org (j->directory), &j->m.org)
         || memcmp (way_directory_get_root_at (j->directory, seq), &j->m.root_pk,
                    sizeof j->m.root_pk)
                != 0
         || memcmp (way_directory_get_recovery_at (j->directory, seq), &j->m.recovery_pk,
                    sizeof j->m.recovery_pk)
                != 0
         || manager == NULL || !way_dir_device_stands_at (manager, seq)
         || (way_dir_device_get_roles_at (manager, seq) & WAY_DIR_ROLE_MANAGER) == 0
         || memcmp (&manager->certificate.dsk, &j->m.manager_dsk, sizeof j->m.manager_dsk) != 0;
}

/* Byte for byte what possession signs. */
static gboolean
breaks_certificate (gpointer judging)
{
  Judging *j = judging;
  const WayDirDevice *device = way_directory_find (j->directory, &j->certificate.device);
  g_autoptr (GByteArray) agreed = g_byte_array_new ();
  g_autoptr (GByteArray) found = g_byte_array_new ();

  if (device == NULL)
    return TRUE;
  way_certificate_write (&j->certificate, agreed);
  way_certificate_write (&device->certificate, found);
  return memcmp (agreed->data, found->data, WAY_CERTIFICATE_CLAIM_SIZE) != 0;
}

static const WayLedgerRule rules_d[] = {
  { WAY_VERDICT_S1_FORM, breaks_form },
  { WAY_VERDICT_S2_COMMITMENT, breaks_commitment },
  { WAY_VERDICT_S3_POSSESSION, breaks_possession },
};
static const WayLedgerRule rules_code[] = { { WAY_VERDICT_S4_CODE, breaks_typed } };
static const WayLedgerRule rules_answer[] = { { WAY_VERDICT_S5_ANSWER, breaks_typed } };
static const WayLedgerRule rules_directory[] = { { WAY_VERDICT_S6_DIRECTORY, breaks_directory } };
static const WayLedgerRule rules_certificate[] = { { WAY_VERDICT_S7_CERTIFICATE,
                                                     breaks_certificate } };

WayVerdict
way_enrol_judge_d (const WayHash *ticket_hash,
                   GBytes *c,
                   GBytes *m,
                   GBytes *d,
                   WayCertificate *ret_certificate,
                   WayHash *ret_transcript)
{
  Judging judging = { .ticket_hash = ticket_hash, .c_bytes = c, .m_bytes = m, .d_bytes = d };
  WayVerdict verdict = way_rules_judge (rules_d, G_N_ELEMENTS (rules_d), &judging);

  if (verdict == WAY_VERDICT_OK)
    {
      *ret_certificate = judging.certificate;
      *ret_transcript = judging.transcript;
    }
  return verdict;
}

static WayVerdict
judge_typed (const WayLedgerRule *rule, const char *typed, const char *shown)
{
  Judging judging = { .typed = typed, .shown = shown };

  return way_rules_judge (rule, 1, &judging);
}

WayVerdict
way_enrol_judge_code (const WayHash *transcript, const char *typed)
{
  char shown[WAY_CODE_SIZE];

  way_enrol_code (transcript, shown);
  return judge_typed (rules_code, typed, shown);
}

WayVerdict
way_enrol_judge_answer (const WayHash *transcript, const char *typed)
{
  char shown[WAY_ANSWER_SIZE];

  way_enrol_answer (transcript, shown);
  return judge_typed (rules_answer, typed, shown);
}

WayVerdict
way_enrol_judge_telephone_code (WaySecret *w, const char *typed)
{
  char shown[WAY_TELEPHONE_CODE_SIZE];

  way_enrol_telephone_code (w, shown);
  return judge_typed (rules_code, typed, shown);
}

WayVerdict
way_enrol_judge_telephone_answer (WaySecret *w, const char *typed)
{
  char shown[WAY_ANSWER_SIZE];

  way_enrol_telephone_answer (w, shown);
  return judge_typed (rules_answer, typed, shown);
}

WayVerdict
way_enrol_judge_directory (WayDirectory *directory, const WayEnrolM *m)
{
  Judging judging = { .directory = directory, .m = *m };

  return way_rules_judge (rules_directory, G_N_ELEMENTS (rules_directory), &judging);
}

WayVerdict
way_enrol_judge_certificate (WayDirectory *directory, const WayCertificate *agreed)
{
  Judging judging = { .directory = directory, .certificate = *agreed };

  return way_rules_judge (rules_certificate, G_N_ELEMENTS (rules_certificate), &judging);
}
