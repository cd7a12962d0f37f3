/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDirEntry: one entry of the directory log as its fields (docs/format.md, 3.1 and 3.2).
 *
 * Plain values.  Reading checks lengths and zero fields, and judges nothing else.
 */
#pragma once

#include "way-bytes.h"
#include "way-id.h"
#include "way-verify.h"

G_BEGIN_DECLS

#define WAY_DIR_CONTEXT_SIZE 92
#define WAY_DIR_BODY_MAX 1024
#define WAY_DIR_FLAG_APPROVED 0x0100
#define WAY_DIR_FLAGS_KNOWN 0x01ff /* the low byte is not judged */
#define WAY_CERTIFICATE_SIZE 220
#define WAY_CERTIFICATE_CLAIM_SIZE 156 /* what possession signs */
#define WAY_SUITE 1

typedef enum
{
  WAY_DIR_ROLE_ADVISER = 1 << 0,
  WAY_DIR_ROLE_MANAGER = 1 << 1,
  WAY_DIR_ROLE_KEEPER = 1 << 2,
  WAY_DIR_ROLE_RECOVERY = 1 << 3, /* alone, and only by the root key */
} WayDirRoles;

typedef enum
{
  WAY_DIR_GENESIS = 1,
  WAY_DIR_CERT_DEVICE,
  WAY_DIR_ADMIT_DEVICE,
  WAY_DIR_REVOKE_DEVICE,
  WAY_DIR_SET_ROLE,
  WAY_DIR_SET_TEAM,
  WAY_DIR_SET_POLICY,
  WAY_DIR_ROTATE_RECOVERY,
  WAY_DIR_ROTATE_ROOT,
  WAY_DIR_INCARNATION,
  WAY_DIR_LAST = WAY_DIR_INCARNATION
} WayDirType;

typedef enum
{
  WAY_METHOD_NONE,
  WAY_METHOD_CODE,
  WAY_METHOD_TELEPHONE,
} WayMethod;

typedef struct
{
  guint8 min_suite;
  guint8 passphrase_min; /* characters */
  guint16 offline_days;
  guint16 hold_minutes;
  guint32 min_client;
} WayPolicy;

typedef struct
{
  WayId device, user;
  WaySignPublic dsk;
  WayBoxPublic dbk;
  WayId team;
  guint8 roles, method;
  guint64 not_after; /* Unix ms; 0: none */
  WayHash transcript;
  WaySignature possession;
} WayCertificate;

/* The members that the type has; the others are zero. */
typedef struct
{
  WaySignPublic root_pk;
  WayBoxPublic recovery_pk;
  WayId team_log;
  WayPolicy policy;
  WayCertificate certificate;
  WayId device, team;
  guint8 reason, roles;
  guint64 number;
} WayDirBody;

typedef struct
{
  guint8 magic[4];
  guint8 suite, type;
  guint16 flags;
  WayId org;
  guint64 seq;
  WayHash prev_hash;
  WayId signer; /* nil: the root key */
  guint64 wall_ms;
  guint32 body_len;
  const guint8 *context, *body; /* borrowed from what was read */
  WaySignature signature;
  WayId approver; /* as signer; where flags has APPROVED */
  WaySignature approval;
} WayDirEntry;

/* FALSE where the length is not what the fields say (D1). */
gboolean way_dir_entry_read (gconstpointer bytes, gsize size, WayDirEntry *ret_entry);

/* FALSE where it has not the form of @type (D6): length, zero fields, enumerations. */
gboolean way_dir_body_read (guint8 type, gconstpointer bytes, gsize size, WayDirBody *ret_body);

/* The 92 bytes of the context, without what is borrowed. */
void way_dir_entry_write_context (const WayDirEntry *entry, GByteArray *out);
void way_dir_body_write (guint8 type, const WayDirBody *body, GByteArray *out);
void way_certificate_write (const WayCertificate *self, GByteArray *out);

/* What a signature (WAY_LABEL_DIR_SIGNATURE) or an approval is over: @ret_slices (3) borrow from
 * the entry and @hash. */
void way_dir_entry_get_signed (const WayDirEntry *entry,
                               gboolean approval,
                               WayHash *hash,
                               WaySlice ret_slices[3]);

/* H16 ("LG1.device" ‖ DSK ‖ DBK) */
void way_device_id (const WaySignPublic *dsk, const WayBoxPublic *dbk, WayId *ret_id);

/* The id of the organisation that a GENESIS founds. */
void way_dir_body_get_org (const WayDirBody *genesis, WayId *ret_org);

/* What the device signs to say whose it is; @ret_slices (3) borrow. */
void
way_certificate_get_claim (const WayId *org, const guint8 *certificate, WaySlice ret_slices[3]);

G_END_DECLS
