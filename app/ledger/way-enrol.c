/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages, and what is derived from them.  The rules are in way-enrol-judge.c.
 */
#include "way-enrol.h"

#include <string.h>
#include "way-argon.h"
#include "way-label.h"

#define CODE_DIGITS (WAY_CODE_SIZE - 1)
#define ANSWER_DIGITS (WAY_ANSWER_SIZE - 1)
#define TELEPHONE_LETTERS (WAY_TELEPHONE_CODE_SIZE - 1)
#define TELEPHONE_ANSWER_AT 16
#define OUTCOME_LAST 2

/* -- messages ---------------------------------------------------------------------------------- */

static GByteArray *
begin (const char *magic)
{
  GByteArray *out = g_byte_array_new ();

  way_write_bytes (out, magic, 4);
  return out;
}

static void
open_message (WayReader *reader, GBytes *bytes, const char *magic)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  const guint8 *found;

  way_reader_init (reader, data, size);
  found = way_read_bytes (reader, 4);
  if (found != NULL && memcmp (found, magic, 4) != 0)
    reader->bad = TRUE;
}

GBytes *
way_enrol_c_write (const WayEnrolC *self)
{
  GByteArray *out = begin ("LGC1");

  way_write_bytes (out, self->commitment.bytes, WAY_HASH_SIZE);
  return g_byte_array_free_to_bytes (out);
}

WayVerdict
way_enrol_c_read (GBytes *bytes, WayEnrolC *ret_c)
{
  WayEnrolC c;
  WayReader reader;

  open_message (&reader, bytes, "LGC1");
  way_read_into (&reader, c.commitment.bytes, WAY_HASH_SIZE);
  if (!way_reader_is_done (&reader))
    return WAY_VERDICT_S1_FORM;
  *ret_c = c;
  return WAY_VERDICT_OK;
}

GBytes *
way_enrol_m_write (const WayEnrolM *self)
{
  GByteArray *out = begin ("LGM1");

  way_write_bytes (out, self->random, sizeof self->random);
  way_write_bytes (out, self->org.bytes, WAY_ID_SIZE);
  way_write_bytes (out, self->root_pk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_write_bytes (out, self->recovery_pk.bytes, WAY_BOX_PUBLIC_SIZE);
  way_write_u64 (out, self->dir_seq);
  way_write_bytes (out, self->dir_head.bytes, WAY_HASH_SIZE);
  way_write_bytes (out, self->manager.bytes, WAY_ID_SIZE);
  way_write_bytes (out, self->manager_dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_write_bytes (out, self->user.bytes, WAY_ID_SIZE);
  way_write_bytes (out, self->team.bytes, WAY_ID_SIZE);
  way_write_u8 (out, self->roles);
  way_write_zero (out, 7);
  way_write_u64 (out, self->not_after);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
roles_are_legal (guint8 roles)
{
  return roles == WAY_DIR_ROLE_RECOVERY
         || (roles != 0
             && (roles & ~(WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER))
                    == 0);
}

WayVerdict
way_enrol_m_read (GBytes *bytes, WayEnrolM *ret_m)
{
  WayEnrolM m;
  WayReader reader;

  open_message (&reader, bytes, "LGM1");
  way_read_into (&reader, m.random, sizeof m.random);
  way_read_into (&reader, m.org.bytes, WAY_ID_SIZE);
  way_read_into (&reader, m.root_pk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_read_into (&reader, m.recovery_pk.bytes, WAY_BOX_PUBLIC_SIZE);
  m.dir_seq = way_read_u64 (&reader);
  way_read_into (&reader, m.dir_head.bytes, WAY_HASH_SIZE);
  way_read_into (&reader, m.manager.bytes, WAY_ID_SIZE);
  way_read_into (&reader, m.manager_dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_read_into (&reader, m.user.bytes, WAY_ID_SIZE);
  way_read_into (&reader, m.team.bytes, WAY_ID_SIZE);
  m.roles = way_read_u8 (&reader);
  way_read_zero (&reader, 7);
  m.not_after = way_read_u64 (&reader);
  if (!way_reader_is_done (&reader) || !roles_are_legal (m.roles)
      || !way_sign_public_is_usable (&m.root_pk) || !way_box_public_is_usable (&m.recovery_pk)
      || !way_sign_public_is_usable (&m.manager_dsk))
    return WAY_VERDICT_S1_FORM;
  *ret_m = m;
  return WAY_VERDICT_OK;
}

GBytes *
way_enrol_d_write (const WayEnrolD *self)
{
  GByteArray *out = begin ("LGJ1");

  way_write_bytes (out, self->dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_write_bytes (out, self->dbk.bytes, WAY_BOX_PUBLIC_SIZE);
  way_write_bytes (out, self->random, sizeof self->random);
  way_write_bytes (out, self->possession.bytes, WAY_SIGNATURE_SIZE);
  return g_byte_array_free_to_bytes (out);
}

WayVerdict
way_enrol_d_read (GBytes *bytes, WayEnrolD *ret_d)
{
  WayEnrolD d;
  WayReader reader;

  open_message (&reader, bytes, "LGJ1");
  way_read_into (&reader, d.dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_read_into (&reader, d.dbk.bytes, WAY_BOX_PUBLIC_SIZE);
  way_read_into (&reader, d.random, sizeof d.random);
  way_read_into (&reader, d.possession.bytes, WAY_SIGNATURE_SIZE);
  if (!way_reader_is_done (&reader) || !way_sign_public_is_usable (&d.dsk)
      || !way_box_public_is_usable (&d.dbk))
    return WAY_VERDICT_S1_FORM;
  *ret_d = d;
  return WAY_VERDICT_OK;
}

GBytes *
way_enrol_result_write (const WayEnrolResult *self)
{
  GByteArray *out = begin ("LGR1");

  way_write_u8 (out, self->outcome);
  way_write_zero (out, 7);
  way_write_u64 (out, self->dir_seq);
  way_write_bytes (out, self->dir_head.bytes, WAY_HASH_SIZE);
  return g_byte_array_free_to_bytes (out);
}

WayVerdict
way_enrol_result_read (GBytes *bytes, WayEnrolResult *ret_result)
{
  WayEnrolResult result;
  WayReader reader;

  open_message (&reader, bytes, "LGR1");
  result.outcome = way_read_choice (&reader, 1, OUTCOME_LAST);
  way_read_zero (&reader, 7);
  result.dir_seq = way_read_u64 (&reader);
  way_read_into (&reader, result.dir_head.bytes, WAY_HASH_SIZE);
  if (!way_reader_is_done (&reader))
    return WAY_VERDICT_S1_FORM;
  *ret_result = result;
  return WAY_VERDICT_OK;
}

/* -- what is derived --------------------------------------------------------------------------- */

void
way_enrol_ticket_hash (const guint8 ticket[WAY_ID_SIZE], WayHash *ret_hash)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_TICKET), { ticket, WAY_ID_SIZE } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_hash);
}

void
way_enrol_commit (const WaySignPublic *dsk,
                  const WayBoxPublic *dbk,
                  const guint8 random[WAY_ENROL_RANDOM_SIZE],
                  WayHash *ret_commitment)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_CODE_COMMITMENT),
                              WAY_SLICE (dsk),
                              WAY_SLICE (dbk),
                              { random, WAY_ENROL_RANDOM_SIZE } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_commitment);
}

static WaySlice
bytes_slice (GBytes *bytes)
{
  return (WaySlice){ g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) };
}

void
way_enrol_transcript (
    const WayHash *ticket_hash, GBytes *c, GBytes *m, const WayEnrolD *d, WayHash *ret_transcript)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_CODE_TRANSCRIPT),
                              WAY_SLICE (ticket_hash),
                              bytes_slice (c),
                              bytes_slice (m),
                              WAY_SLICE (&d->dsk),
                              WAY_SLICE (&d->dbk),
                              { d->random, sizeof d->random } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_transcript);
}

void
way_enrol_get_certificate (const WayEnrolM *m,
                           const WayEnrolD *d,
                           const WayHash *transcript,
                           WayCertificate *ret_certificate)
{
  WayCertificate certificate = { .user = m->user,
                                 .dsk = d->dsk,
                                 .dbk = d->dbk,
                                 .team = m->team,
                                 .roles = m->roles,
                                 .method = WAY_METHOD_CODE,
                                 .not_after = m->not_after,
                                 .transcript = *transcript,
                                 .possession = d->possession };

  way_device_id (&d->dsk, &d->dbk, &certificate.device);
  *ret_certificate = certificate;
}

/* The last @digits decimal digits of @bytes as one big-endian number. */
static void
format_digits (const guint8 *bytes, gsize size, guint digits, char *ret_text)
{
  guint64 modulus = 1, value = 0;

  for (guint i = 0; i < digits; i++)
    modulus *= 10;
  for (gsize i = 0; i < size; i++)
    value = (value << 8 | bytes[i]) % modulus;
  for (guint i = digits; i > 0; i--, value /= 10)
    ret_text[i - 1] = (char)('0' + value % 10);
  ret_text[digits] = '\0';
}

static void
format_hash (WayLabel label, const WayHash *transcript, guint digits, char *ret_text)
{
  const WaySlice slices[] = { way_label (label), WAY_SLICE (transcript) };
  WayHash hash;

  way_hash_parts (slices, G_N_ELEMENTS (slices), &hash);
  format_digits (hash.bytes, sizeof hash.bytes, digits, ret_text);
}

void
way_enrol_code (const WayHash *transcript, char ret_code[WAY_CODE_SIZE])
{
  format_hash (WAY_LABEL_CODE, transcript, CODE_DIGITS, ret_code);
}

void
way_enrol_answer (const WayHash *transcript, char ret_answer[WAY_ANSWER_SIZE])
{
  format_hash (WAY_LABEL_ANSWER, transcript, ANSWER_DIGITS, ret_answer);
}

/* -- the telephone code ------------------------------------------------------------------------ */

WaySecret *
way_enrol_telephone (const WayHash *ticket_hash,
                     const WayEnrolM *m,
                     const WayEnrolD *d,
                     GError **error)
{
  const WaySlice words[] = { way_label (WAY_LABEL_TELEPHONE),
                             WAY_SLICE (ticket_hash),
                             WAY_SLICE (&m->org),
                             WAY_SLICE (&m->root_pk),
                             WAY_SLICE (&m->recovery_pk),
                             WAY_SLICE (&d->dsk),
                             WAY_SLICE (&d->dbk) };
  const WaySlice salts[] = { way_label (WAY_LABEL_TELEPHONE_SALT), WAY_SLICE (ticket_hash),
                             WAY_SLICE (&m->org) };
  const WayArgonParams params = { WAY_ARGON_MODERATE_OPS, WAY_ARGON_MODERATE_MEMORY };
  g_autoptr (WaySecret) password = NULL;
  guint8 salt[WAY_HASH_SHORT_SIZE];
  WayHash hash;

  G_STATIC_ASSERT (WAY_HASH_SHORT_SIZE == WAY_ARGON_SALT_SIZE);

  way_hash_parts (words, G_N_ELEMENTS (words), &hash);
  way_hash_short (salts, G_N_ELEMENTS (salts), salt);
  password = way_secret_new (hash.bytes, sizeof hash.bytes);
  return way_argon_derive (password, salt, params, error);
}

void
way_enrol_telephone_code (WaySecret *w, char ret_code[WAY_TELEPHONE_CODE_SIZE])
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const guint8 *bytes = way_secret_get_data (w);

  for (guint i = 0; i < TELEPHONE_LETTERS; i++)
    {
      guint value = 0;

      for (guint bit = i * 5; bit < i * 5 + 5; bit++)
        value = value << 1 | (bytes[bit / 8] >> (7 - bit % 8) & 1);
      ret_code[i] = alphabet[value];
    }
  ret_code[TELEPHONE_LETTERS] = '\0';
}

void
way_enrol_telephone_answer (WaySecret *w, char ret_answer[WAY_ANSWER_SIZE])
{
  format_digits (way_secret_get_data (w) + TELEPHONE_ANSWER_AT, WAY_KEY_SIZE - TELEPHONE_ANSWER_AT,
                 ANSWER_DIGITS, ret_answer);
}

void
way_enrol_telephone_transcript (WaySecret *w, WayHash *ret_transcript)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_TELEPHONE_TRANSCRIPT),
                              { way_secret_get_data (w), WAY_KEY_SIZE } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_transcript);
}
