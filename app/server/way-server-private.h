/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the server's own files: what it holds in memory, and one request on its way.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-log.h"
#include "way-server.h"
#include "way-stream.h"

G_BEGIN_DECLS

#define WAY_TOKEN_SIZE 32
#define WAY_STREAM_MAX_ENTRIES 256
#define WAY_DIR_STREAM_MAX_ENTRIES 64
#define WAY_JSON_MAX_SIZE 1024
#define WAY_SLOT_MAX_SIZE 4096
#define WAY_WAIT_MAX_MS 50000
#define WAY_NUMBER_MAX ((G_GUINT64_CONSTANT (1) << 53) - 1)

struct _WayServer
{
  WayStorage *storage; /* (unowned) */
  WayClock *clock;     /* (owned) */
  WayRandom *random;   /* (owned) */
  WayServerLimits limits;
  char **origins;  /* (owned) */
  WayId id;        /* shown to laptops, and in what they sign */
  WayId instance;  /* in cursors: another one at each start, as the storage may be another's */
  gboolean loaded; /* what follows is what the storage says */
  gboolean restored;
  WayDirectory *directory; /* (owned) */
  GArray *received_ms;     /* (owned): guint64, by position of the directory from [0] */
  guint64 dir_tick, tick;  /* of the newest entry of the directory, and of all */
  GHashTable *logs;        /* (owned): WayId → WayCachedLog, owned */
  guint64 n_positions, n_used;

  GHashTable *nonces;  /* (owned): WayHash → challenge, owned */
  GHashTable *volumes; /* (owned): device in hex → what it posted, owned */
  WayRate *by_device, *by_fresh, *by_challenge, *by_address; /* (owned) */
  gboolean wrote;
  guint64 generation;
};

typedef enum
{
  WAY_STANDING_UNKNOWN = 0,
  WAY_STANDING_MEMBER = 1 << 0,
  WAY_STANDING_HOLD = 1 << 1,
  WAY_STANDING_EXPIRED = 1 << 2,
  WAY_STANDING_REVOKED = 1 << 3,
  WAY_STANDING_ANY = (1 << 4) - 1,
} WayStanding;

typedef enum
{
  WAY_BODY_NONE,
  WAY_BODY_JSON,
  WAY_BODY_BYTES,
} WayBodyKind;

typedef struct _WayCall WayCall;

/* TRUE: @call has its answer, a refusal too.  FALSE: the storage failed, and nothing counts. */
typedef gboolean (*WayHandler) (WayCall *call, GError **error);

typedef struct
{
  const char *name; /* for the log */
  const char *method;
  const char *pattern; /* after the first "/"; I an id, H a hash, S a slot of the mailbox */
  WayHandler handler;
  guint standings; /* WayStanding; 0: without a token */
  WayBodyKind body;
  guint32 longest;       /* of the body */
  const char *query;     /* (nullable): names that may stand there */
  gboolean writes;       /* not while restored */
  gboolean before_setup; /* also without an organisation */
  gboolean uncapped;     /* the caps on a device that is not new do not count here */
} WayRoute;

struct _WayCall
{
  WayServer *server;
  const WayRequest *request;
  WayAnswer *answer;
  const WayRoute *route;
  guint64 now_ms;

  WayId id;     /* I of the path */
  WayHash hash; /* H */
  guint slot;   /* S */
  WayId device; /* of the token */
  WayStanding standing;
  const WayDirDevice *in_directory; /* (unowned) (nullable): that device */
};

/* -- way-server-route.c ------------------------------------------------------------------------ */

/* (transfer none) (nullable): the route of this method and path; fills id, hash and slot.
 * @ret_allow: what else the path takes, where it takes another method. */
const WayRoute *
way_route_find (const char *method, const char *path, WayCall *call, const char **ret_allow);
WayReason way_route_judge_body (const WayRoute *route, const char *content_type, gint64 length);
gboolean way_route_has_query (const WayRoute *route, const char *query);

/* -- way-server-call.c ------------------------------------------------------------------------- */

/* All return TRUE, as what a handler returns. */
gboolean way_call_refuse (WayCall *call, WayReason reason);
/* TOO_MANY, HOLD: with how long. */
gboolean way_call_refuse_for (WayCall *call, WayReason reason, guint64 retry_after_ms);
gboolean way_call_answer_json (WayCall *call, guint status, JsonBuilder *builder);
gboolean way_call_answer_bytes (WayCall *call, GByteArray *bytes);
gboolean way_call_answer_empty (WayCall *call, guint status);

/* The whole number of the query; @otherwise where it is not there.  FALSE: not of this form, or
 * beyond @most; refused then. */
gboolean way_call_get_number (
    WayCall *call, const char *name, guint64 otherwise, guint64 most, guint64 *ret_value);
/* (transfer full) (nullable): as it stands there. */
char *way_call_dup_query (WayCall *call, const char *name);

/* The body as one flat object of exactly @names, which ends with NULL; NULL where it is not, and
 * refused then.  A name with '#' before it is a number. */
JsonParser *way_call_read_json (WayCall *call, const char *const *names);
gboolean way_hex_read (const char *hex, gpointer out, gsize size);

void way_json_hex (JsonBuilder *builder, const char *name, gconstpointer bytes, gsize size);
void way_json_number (JsonBuilder *builder, const char *name, guint64 value);
void way_json_text (JsonBuilder *builder, const char *name, const char *text);
/* dir_seq, dir_head, incarnation, time_ms. */
void way_json_directory (JsonBuilder *builder, WayCall *call);
const char *way_server_get_state (WayServer *self);

gboolean way_call_is_manager (const WayCall *call);
WayStanding way_server_get_standing (WayServer *self, const WayDirDevice *device, guint64 now_ms);
const char *way_standing_get_name (WayStanding standing);
/* Within its first days, in which it brings and fetches all there is: caps are wider then. */
gboolean way_call_is_of_new_device (const WayCall *call);
/* TRUE where these bytes go beyond what the device may post in a day; refused then. */
gboolean way_call_is_too_much (WayCall *call);

/* -- way-server-state.c ------------------------------------------------------------------------ */

typedef struct
{
  WayLog *log; /* (owned) */
  guint64 used;
} WayCachedLog;

/* Makes what is in memory what the storage says. */
gboolean way_server_load (WayServer *self, GError **error);
void way_server_forget (WayServer *self);
/* (transfer none): the log, replayed where it is not in memory. */
gboolean
way_server_get_log (WayServer *self, const WayId *id, WayCachedLog **ret_log, GError **error);
void way_server_drop_log (WayServer *self, const WayId *id);
guint64 way_server_get_incarnation (WayServer *self);
guint64 way_server_get_certified_ms (WayServer *self, const WayDirDevice *device);

/* -- way-server-append.c ----------------------------------------------------------------------- */

/* The answer to a stream of entries, as it grows. */
typedef struct
{
  WayCall *call;
  GArray *entries;  /* (owned): WaySlice */
  GArray *results;  /* (owned): WayAppended */
  WayReason reason; /* of the first that was refused */
  WayVerdict verdict;
  guint64 retry_after_ms;
} WayAppend;

typedef struct
{
  guint64 seq;
  gboolean same, in_log;
} WayAppended;

void way_append_clear (WayAppend *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayAppend, way_append_clear)

/* FALSE where the body is no stream of 1 to @most entries, or too much; refused then. */
gboolean way_append_begin (WayAppend *self, WayCall *call, gsize most);
void way_append_add (WayAppend *self, guint64 seq, gboolean same, gboolean in_log);
void way_append_refuse (WayAppend *self, WayReason reason, WayVerdict verdict);
/* Where an entry with this id stands in the log of the call, 0 for nowhere, and whether it is this
 * one.  FALSE: it is none, and refused, or the storage failed. */
gboolean way_append_find (
    WayAppend *self, WaySlice slice, guint64 *ret_seq, gboolean *ret_same, GError **error);
/* @slice is the newest entry of @log: writes it down, and what follows from it. */
gboolean way_server_store_entry (WayCall *call, WaySlice slice, WayLog *log, GError **error);
/* @head (nullable) */
gboolean way_append_answer (WayAppend *self, guint64 seq, const WayHash *head);

/* -- way-server-page.c ------------------------------------------------------------------------- */

/* A page of what @read gives behind @after. */
typedef struct
{
  WayCall *call;
  WayLogPage page;
  GByteArray *stream; /* (owned) */
  guint64 max_bytes;
} WayPaging;

void way_paging_clear (WayPaging *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayPaging, way_paging_clear)

void way_paging_begin (WayPaging *self, WayCall *call, guint64 after, guint64 total);
/* A WayEntryFunc over a WayPaging. */
gboolean way_paging_take (const WayStoredEntry *entry, gpointer paging);
gboolean way_paging_answer (WayPaging *self);
/* The head of a log at a position it has. */
gboolean way_server_get_head (
    WayServer *self, const WayId *log, guint64 position, WayHash *ret_head, GError **error);
/* A recovery device: root let it in. */
gboolean way_call_reads_all_logs (const WayCall *call);
/* SERVER_BEHIND: what was asked for lies beyond the end. */
gboolean way_call_refuse_beyond (WayCall *call, guint64 seq, const WayHash *head);

/* -- handlers, each in the file of its section --------------------------------------------------
 */

gboolean way_handle_status (WayCall *call, GError **error);
gboolean way_handle_health (WayCall *call, GError **error);
gboolean way_handle_setup (WayCall *call, GError **error);
gboolean way_handle_challenge (WayCall *call, GError **error);
gboolean way_handle_token (WayCall *call, GError **error);
gboolean way_handle_get_dir (WayCall *call, GError **error);
gboolean way_handle_post_dir (WayCall *call, GError **error);
gboolean way_handle_changes (WayCall *call, GError **error);
gboolean way_handle_get_log (WayCall *call, GError **error);
gboolean way_handle_post_log (WayCall *call, GError **error);
gboolean way_handle_heal (WayCall *call, GError **error);
gboolean way_handle_get_lane (WayCall *call, GError **error);
gboolean way_handle_post_lane (WayCall *call, GError **error);
gboolean way_handle_add_ticket (WayCall *call, GError **error);
gboolean way_handle_remove_ticket (WayCall *call, GError **error);
gboolean way_handle_put_slot (WayCall *call, GError **error);
gboolean way_handle_get_slot (WayCall *call, GError **error);

/* Sets call's device from its token; FALSE in @ret_good where it has none that is good. */
gboolean way_call_find_device (WayCall *call, gboolean *ret_good, GError **error);

#define WAY_STORE(server, verb, ...)                                                               \
  ((server)->storage->klass->verb ((server)->storage, __VA_ARGS__))

G_END_DECLS
