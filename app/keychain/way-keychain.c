/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-keychain.h"

#include "way-crypto.h"
#include "way-fail.h"
#include "way-quiet-service.h"

#define ITEM_LABEL "Waymark"
#define CONTENT_TYPE "text/plain"

static const SecretSchema schema = {
  .name = "io.github.waymark.Waymark.KeyHalf",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "vault", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "generation", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

struct _WayKeychain
{
  GObject parent_instance;

  WayExecutor *executor; /* (owned) */
  guint limit_ms;
};

/* -- one call ---------------------------------------------------------------------------------- */

/* What one call of the interface needs, on the stack of its thread.  Everything is asked anew each
 * time: another program may have locked, changed or restarted the keyring since. */
typedef struct
{
  WayExecutor *executor;     /* (unowned) */
  GMainContext *context;     /* (owned): the proxies' signals stay out of the main loop */
  GCancellable *cancellable; /* (owned): the caller's wish or the time limit */
  GCancellable *from;        /* (owned) (nullable): the caller's own */
  gulong from_id;
  guint timer;
  SecretService *service;       /* (owned) (nullable) */
  SecretCollection *collection; /* (owned) (nullable): the default keyring */
} Call;

static gboolean
on_limit (gpointer data)
{
  g_cancellable_cancel (data);
  /* call_end() removes the timer, so it must still be there. */
  return G_SOURCE_CONTINUE;
}

static void
on_caller_cancelled (GCancellable *from, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
call_begin (Call *call, WayKeychain *self, GCancellable *cancellable)
{
  *call = (Call){
    .executor = self->executor,
    .context = g_main_context_new (),
    .cancellable = g_cancellable_new (),
    .from = cancellable != NULL ? g_object_ref (cancellable) : NULL,
  };
  g_main_context_push_thread_default (call->context);
  if (call->from != NULL)
    call->from_id = g_cancellable_connect (call->from, G_CALLBACK (on_caller_cancelled),
                                           g_object_ref (call->cancellable), g_object_unref);
  call->timer = way_executor_add_timeout (self->executor, self->limit_ms, on_limit,
                                          g_object_ref (call->cancellable), g_object_unref);
}

static void
call_end (Call *call)
{
  way_executor_remove_timeout (call->executor, call->timer);
  g_cancellable_disconnect (call->from, call->from_id);
  g_clear_object (&call->from);
  g_clear_object (&call->collection);
  g_clear_object (&call->service);
  g_clear_object (&call->cancellable);
  /* GDBus frees what a proxy's signals needed in the context they came to. */
  while (g_main_context_iteration (call->context, FALSE))
    ;
  g_main_context_pop_thread_default (call->context);
  g_clear_pointer (&call->context, g_main_context_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_end)

/* What a failed call says of the keyring. */
static WayKeyHalfState
state_of_error (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ? WAY_KEY_HALF_LOCKED
                                                                       : WAY_KEY_HALF_ABSENT;
}

static gboolean
open_service (Call *call, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, call->cancellable, error);

  if (bus == NULL)
    return FALSE;
  /* GLib would end the program with the bus, in the middle of whatever is being written. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  call->service = secret_service_open_sync (WAY_TYPE_QUIET_SERVICE, NULL, SECRET_SERVICE_NONE,
                                            call->cancellable, error);
  return call->service != NULL;
}

/* The state of the default keyring; READY leaves call->collection set. */
static WayKeyHalfState
open_default (Call *call)
{
  g_autoptr (GError) error = NULL;

  if (!open_service (call, &error))
    return state_of_error (error);

  call->collection = secret_collection_for_alias_sync (
      call->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, call->cancellable, &error);
  if (error != NULL)
    return state_of_error (error);
  if (call->collection == NULL)
    return WAY_KEY_HALF_EMPTY;
  return secret_collection_get_locked (call->collection) ? WAY_KEY_HALF_LOCKED : WAY_KEY_HALF_READY;
}

/* (transfer full) */
static GHashTable *
attributes_new (const WayId *vault, guint64 generation)
{
  char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, generation);
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "vault", way_id_dup_hex (vault));
  g_hash_table_insert (attributes, (gpointer) "generation", number);
  return attributes;
}

/* READY with the items of this name in any keyring, possibly none; locked ones are not unlocked. */
static WayKeyHalfState
find_items (Call *call, const WayId *vault, guint64 generation, GList **ret_items)
{
  g_autoptr (GHashTable) attributes = attributes_new (vault, generation);
  g_autoptr (GError) error = NULL;
  GList *items = secret_service_search_sync (call->service, &schema, attributes, SECRET_SEARCH_ALL,
                                             call->cancellable, &error);

  if (error != NULL)
    return state_of_error (error);
  *ret_items = items;
  return WAY_KEY_HALF_READY;
}

static WayKeyHalfState
read_item (Call *call, SecretItem *item, WaySecret **ret_half)
{
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (WaySecret) half = NULL;
  g_autoptr (GError) error = NULL;
  const char *hex;
  gsize length = 0;

  if (secret_item_get_locked (item))
    return WAY_KEY_HALF_LOCKED;
  if (!secret_item_load_secret_sync (item, call->cancellable, &error))
    return state_of_error (error);

  value = secret_item_get_secret (item);
  hex = value != NULL ? secret_value_get (value, &length) : NULL;
  half = hex != NULL ? way_secret_new_from_hex (hex, length) : NULL;
  if (half == NULL || way_secret_get_size (half) != WAY_KEY_HALF_SIZE)
    return WAY_KEY_HALF_DAMAGED;

  *ret_half = g_steal_pointer (&half);
  return WAY_KEY_HALF_READY;
}

/* The first item that holds a half; else what stands in the way, a lock before damage: unlocking
 * may still help. */
static WayKeyHalfState
read_any (Call *call, const WayId *vault, guint64 generation, WaySecret **ret_half)
{
  g_autolist (SecretItem) items = NULL;
  WayKeyHalfState state = find_items (call, vault, generation, &items);
  WayKeyHalfState worst = WAY_KEY_HALF_EMPTY;

  if (state != WAY_KEY_HALF_READY)
    return state;
  for (GList *l = items; l != NULL; l = l->next)
    {
      state = read_item (call, l->data, ret_half);
      if (state == WAY_KEY_HALF_READY || state == WAY_KEY_HALF_ABSENT)
        return state;
      if (worst != WAY_KEY_HALF_LOCKED)
        worst = state;
    }
  return worst;
}

/* -- WayKeyHalf -------------------------------------------------------------------------------- */

static WayKeyHalfState
keychain_get_state (WayKeyHalf *half, GCancellable *cancellable)
{
  g_auto (Call) call;

  call_begin (&call, WAY_KEYCHAIN (half), cancellable);
  return open_default (&call);
}

static WayKeyHalfState
keychain_lookup (WayKeyHalf *half,
                 const WayId *vault,
                 guint64 generation,
                 GCancellable *cancellable,
                 WaySecret **ret_half)
{
  g_auto (Call) call;
  WayKeyHalfState state;

  call_begin (&call, WAY_KEYCHAIN (half), cancellable);
  state = open_default (&call);
  if (state != WAY_KEY_HALF_READY && state != WAY_KEY_HALF_EMPTY)
    return state;
  return read_any (&call, vault, generation, ret_half);
}

static gboolean
create_item (Call *call, const WayId *vault, guint64 generation, WaySecret *half, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (vault, generation);
  g_autoptr (WaySecret) hex = way_secret_to_hex (half);
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (SecretItem) item = NULL;

  value = secret_value_new ((const char *)way_secret_get_data (hex),
                            (gssize)way_secret_get_size (hex) - 1, CONTENT_TYPE);
  item = secret_item_create_sync (call->collection, &schema, attributes, ITEM_LABEL, value,
                                  SECRET_ITEM_CREATE_REPLACE, call->cancellable, error);
  return item != NULL;
}

static gboolean
keychain_store (WayKeyHalf *key_half,
                const WayId *vault,
                guint64 generation,
                WaySecret *half,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Call) call;
  g_autoptr (WaySecret) back = NULL;
  g_autoptr (GError) reason = NULL;
  WayKeyHalfState state;

  call_begin (&call, WAY_KEYCHAIN (key_half), cancellable);
  state = open_default (&call);
  /* libsecret's own storing call would make a keyring here, and ask for its password. */
  if (state == WAY_KEY_HALF_EMPTY)
    return way_fail (
        error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_EMPTY,
        "This desktop has no keyring yet, so nothing was stored in it. Make one in the "
        "desktop's passwords program, or use the passphrase alone.");
  if (state != WAY_KEY_HALF_READY)
    return way_key_half_fail (state, error);
  if (!create_item (&call, vault, generation, half, &reason))
    return way_key_half_fail (state_of_error (reason), error);

  /* A key whose half was only believed to be stored is a lost key. */
  state = read_any (&call, vault, generation, &back);
  if (state != WAY_KEY_HALF_READY)
    return way_key_half_fail (state, error);
  if (!way_secret_equal (back, half))
    return way_key_half_fail (WAY_KEY_HALF_DAMAGED, error);
  return TRUE;
}

static gboolean
delete_item (Call *call, SecretItem *item, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (secret_item_get_locked (item))
    return way_key_half_fail (WAY_KEY_HALF_LOCKED, error);
  if (!secret_item_delete_sync (item, call->cancellable, &reason))
    return way_key_half_fail (state_of_error (reason), error);
  return TRUE;
}

static gboolean
keychain_remove (WayKeyHalf *half,
                 const WayId *vault,
                 guint64 generation,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Call) call;
  g_autolist (SecretItem) items = NULL;
  WayKeyHalfState state;

  call_begin (&call, WAY_KEYCHAIN (half), cancellable);
  state = open_default (&call);
  if (state == WAY_KEY_HALF_READY || state == WAY_KEY_HALF_EMPTY)
    state = find_items (&call, vault, generation, &items);
  if (state != WAY_KEY_HALF_READY)
    return way_key_half_fail (state, error);

  for (GList *l = items; l != NULL; l = l->next)
    if (!delete_item (&call, l->data, error))
      return FALSE;
  return TRUE;
}

static void
way_keychain_iface_init (WayKeyHalfInterface *interface)
{
  interface->get_state = keychain_get_state;
  interface->lookup = keychain_lookup;
  interface->store = keychain_store;
  interface->remove = keychain_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WayKeychain,
                               way_keychain,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_KEY_HALF, way_keychain_iface_init))

static void
way_keychain_dispose (GObject *object)
{
  g_clear_object (&WAY_KEYCHAIN (object)->executor);
  G_OBJECT_CLASS (way_keychain_parent_class)->dispose (object);
}

static void
way_keychain_class_init (WayKeychainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_keychain_dispose;
}

static void
way_keychain_init (WayKeychain *self)
{
}

WayKeychain *
way_keychain_new (WayExecutor *executor, guint limit_ms)
{
  WayKeychain *self = g_object_new (WAY_TYPE_KEYCHAIN, NULL);

  self->executor = g_object_ref (executor);
  self->limit_ms = limit_ms;
  return self;
}
