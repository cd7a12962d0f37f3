/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a real gnome-keyring; with-keyring.sh brings about the state that the path of a test names.
 * As in the programs, calls run on the pool while the main loop turns.
 */
#include <libsecret/secret.h>
#include <signal.h>

#include "way-clock.h"
#include "way-crypto.h"
#include "way-keychain.h"
#include "way-quiet-service.h"

#define LIMIT_MS 5000
#define LOGIN_PATH "/org/freedesktop/secrets/collection/login"

static const WayId vault = { { 0xab, 1 } }, other_vault = { { 0xab, 2 } };

typedef struct
{
  WayExecutor *executor;
  WayKeyHalf *keychain;
  WaySecret *a, *b;
} Fixture;

typedef void (*Body) (Fixture *fixture);

typedef struct
{
  Fixture *fixture;
  Body body;
  gboolean done;
} Run;

static void
run_body (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;

  run->body (run->fixture);
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  run->done = TRUE;
}

static void
in_pool_with_limit (Body body, guint limit_ms)
{
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("test-worker");
  g_autoptr (WayKeychain) keychain = way_keychain_new (executor, limit_ms);
  g_autoptr (WayRandom) random = way_random_new_seeded (1);
  g_autoptr (WaySecret) a = way_secret_new ("0123456789abcdef0123456789abcdef", WAY_KEY_HALF_SIZE);
  g_autoptr (WaySecret) b = way_secret_new_random (random, WAY_KEY_HALF_SIZE);
  Fixture fixture = { executor, WAY_KEY_HALF (keychain), a, b };
  Run run = { &fixture, body, FALSE };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, &run);

  g_task_set_task_data (task, &run, NULL);
  way_executor_run_in_pool (executor, task, run_body);
  while (!run.done)
    g_main_context_iteration (NULL, TRUE);
}

static void
in_pool (gconstpointer body)
{
  in_pool_with_limit ((Body)body, LIMIT_MS);
}

/* -- what the tests ask ------------------------------------------------------------------------ */

static void
assert_lookup (Fixture *fixture,
               const WayId *id,
               guint64 generation,
               WayKeyHalfState expected,
               WaySecret *expected_half)
{
  g_autoptr (WaySecret) half = NULL;

  g_assert_cmpint (way_key_half_lookup (fixture->keychain, id, generation, NULL, &half), ==,
                   expected);
  g_assert_cmpint (half != NULL, ==, expected == WAY_KEY_HALF_READY);
  if (half != NULL)
    g_assert_true (way_secret_equal (half, expected_half));
}

static void
assert_state (Fixture *fixture, WayKeyHalfState expected)
{
  g_assert_cmpint (way_key_half_get_state (fixture->keychain, NULL), ==, expected);
}

static void
assert_store (Fixture *fixture, const WayId *id, guint64 generation, WaySecret *half)
{
  g_autoptr (GError) error = NULL;

  way_key_half_store (fixture->keychain, id, generation, half, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_remove (Fixture *fixture, const WayId *id, guint64 generation)
{
  g_autoptr (GError) error = NULL;

  way_key_half_remove (fixture->keychain, id, generation, NULL, &error);
  g_assert_no_error (error);
}

/* Nothing works, and each call says why. */
static void
assert_refuses (Fixture *fixture, WayKeyHalfState state, WayCryptoError code)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) remove_error = NULL;

  assert_state (fixture, state);
  assert_lookup (fixture, &vault, 1, state, NULL);
  g_assert_false (
      way_key_half_store (fixture->keychain, &vault, 1, fixture->b, NULL, &store_error));
  g_assert_error (store_error, WAY_CRYPTO_ERROR, (int)code);
  g_assert_false (way_key_half_remove (fixture->keychain, &vault, 1, NULL, &remove_error));
  g_assert_error (remove_error, WAY_CRYPTO_ERROR, (int)code);
}

/* -- another program that works on the same keyring -------------------------------------------- */

static GVariant *
call (const char *name, const char *path, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autofree char *interface = g_strndup (method, (gsize)(strrchr (method, '.') - method));
  GVariant *result;

  g_assert_no_error (error);
  result = g_dbus_connection_call_sync (bus, name, path, interface, strrchr (method, '.') + 1,
                                        arguments, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, LIMIT_MS,
                                        NULL, &error);
  g_assert_no_error (error);
  return result;
}

static GVariant *
call_keyring (const char *method, GVariant *arguments)
{
  return call ("org.freedesktop.secrets", "/org/freedesktop/secrets", method, arguments);
}

static void
lock_keyring (void)
{
  g_autoptr (GVariant) result = call_keyring (
      "org.freedesktop.Secret.Service.Lock",
      g_variant_new_parsed ("([objectpath %o],)", LOGIN_PATH));
}

/* As the person does at the prompt that these calls never show.  A session ends with the
 * connection, so the connection is held from one call to the next. */
static void
unlock_keyring (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) opened = call_keyring ("org.freedesktop.Secret.Service.OpenSession",
                                              g_variant_new_parsed ("('plain', <''>)"));
  g_autoptr (GVariant) result = NULL;
  g_autofree char *session = NULL;

  g_variant_get_child (opened, 1, "o", &session);
  result = call_keyring (
      "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface.UnlockWithMasterPassword",
      g_variant_new ("(o(o@ay@ays))", LOGIN_PATH, session,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "keyring password", 16, 1),
                     "text/plain"));
}

static pid_t
keyring_pid (void)
{
  g_autoptr (GVariant) result = call ("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                      "org.freedesktop.DBus.GetConnectionUnixProcessID",
                                      g_variant_new ("(s)", "org.freedesktop.secrets"));
  guint32 pid;

  g_variant_get (result, "(u)", &pid);
  return (pid_t)pid;
}

static const SecretSchema schema = {
  .name = "io.github.waymark.Waymark.KeyHalf",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "vault", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "generation", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
plant (const WayId *id, const char *generation, const char *content)
{
  char hex[WAY_ID_HEX_SIZE];
  g_autoptr (GError) error = NULL;

  secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "Waymark", content, NULL, &error,
                              "vault", way_id_format (id, hex), "generation", generation, NULL);
  g_assert_no_error (error);
}

/* -- ready ------------------------------------------------------------------------------------- */

static void
ready_items (Fixture *fixture)
{
  assert_state (fixture, WAY_KEY_HALF_READY);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
  assert_store (fixture, &vault, 1, fixture->a);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->a);
  assert_lookup (fixture, &vault, 2, WAY_KEY_HALF_EMPTY, NULL);
  assert_lookup (fixture, &vault, 11, WAY_KEY_HALF_EMPTY, NULL);
  assert_lookup (fixture, &other_vault, 1, WAY_KEY_HALF_EMPTY, NULL);

  assert_store (fixture, &vault, 1, fixture->b);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->b);
  assert_remove (fixture, &vault, 1);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
  assert_remove (fixture, &vault, 1);
}

/* The order of a change: the new half, the file, and then the old half goes. */
static void
ready_generations (Fixture *fixture)
{
  assert_store (fixture, &vault, 7, fixture->a);
  assert_store (fixture, &vault, 8, fixture->b);
  assert_store (fixture, &other_vault, G_MAXUINT64, fixture->b);
  assert_lookup (fixture, &vault, 7, WAY_KEY_HALF_READY, fixture->a);
  assert_lookup (fixture, &vault, 8, WAY_KEY_HALF_READY, fixture->b);
  assert_remove (fixture, &vault, 7);
  assert_lookup (fixture, &vault, 7, WAY_KEY_HALF_EMPTY, NULL);
  assert_lookup (fixture, &vault, 8, WAY_KEY_HALF_READY, fixture->b);
  assert_lookup (fixture, &other_vault, G_MAXUINT64, WAY_KEY_HALF_READY, fixture->b);
  assert_remove (fixture, &vault, 8);
  assert_remove (fixture, &other_vault, G_MAXUINT64);
}

/* What anyone in the session can read of an item: a label, a random id, a number. */
static void
ready_says_nothing (Fixture *fixture)
{
  g_autoptr (GHashTable) any = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) error = NULL;
  g_autolist (SecretItem) items = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autofree char *label = NULL;
  char hex[WAY_ID_HEX_SIZE];

  assert_store (fixture, &vault, 3, fixture->a);
  items = secret_service_search_sync (NULL, &schema, any,
                                      SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, "Waymark");
  attributes = secret_item_get_attributes (items->data);
  g_assert_cmpuint (g_hash_table_size (attributes), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "vault"), ==, way_id_format (&vault, hex));
  g_assert_cmpstr (g_hash_table_lookup (attributes, "generation"), ==, "3");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==, schema.name);
  value = secret_item_get_secret (items->data);
  g_assert_cmpstr (secret_value_get_text (value), ==,
                   "3031323334353637383961626364656630313233343536373839616263646566");
  assert_remove (fixture, &vault, 3);
}

static void
ready_deleted (Fixture *fixture)
{
  char hex[WAY_ID_HEX_SIZE];

  assert_store (fixture, &vault, 1, fixture->a);
  g_assert_true (
      secret_password_clear_sync (&schema, NULL, NULL, "vault", way_id_format (&vault, hex), NULL));
  assert_state (fixture, WAY_KEY_HALF_READY);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
}

static void
ready_cancelled (Fixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  WaySecret *half = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (way_key_half_get_state (fixture->keychain, cancellable), ==,
                   WAY_KEY_HALF_ABSENT);
  g_assert_cmpint (way_key_half_lookup (fixture->keychain, &vault, 1, cancellable, &half), ==,
                   WAY_KEY_HALF_ABSENT);
  g_assert_null (half);
  g_assert_false (
      way_key_half_store (fixture->keychain, &vault, 1, fixture->a, cancellable, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_ABSENT);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
}

/* -- garbage ----------------------------------------------------------------------------------- */

static void
garbage_content (Fixture *fixture)
{
  static const char *contents[] = {
    "",
    "garbage",
    "00",
    "303132333435363738396162636465663031323334353637383961626364656",
    "30313233343536373839616263646566303132333435363738396162636465",
    "303132333435363738396162636465663031323334353637383961626364656600",
    "303132333435363738396162636465663031323334353637383961626364656g",
    "3031323334353637383961626364656630313233343536373839616263646566\n",
    "0x31323334353637383961626364656630313233343536373839616263646566",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      plant (&vault, "1", contents[i]);
      assert_state (fixture, WAY_KEY_HALF_READY);
      assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_DAMAGED, NULL);
    }
  assert_store (fixture, &vault, 1, fixture->a);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->a);

  plant (&vault, "1", "garbage");
  assert_remove (fixture, &vault, 1);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
}

/* A second item of the same name, as a keyring put together from two can hold. */
static void
plant_twin (const WayId *id, const char *generation, const char *content)
{
  char hex[WAY_ID_HEX_SIZE];
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = secret_attributes_build (
      &schema, "vault", way_id_format (id, hex), "generation", generation, NULL);
  g_autoptr (SecretValue) value = secret_value_new (content, -1, "text/plain");
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (SecretItem) item = NULL;

  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  item = secret_item_create_sync (collection, &schema, attributes, "Waymark", value,
                                  SECRET_ITEM_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
}

/* One good item among bad ones is enough, whichever is found first; removing takes them all. */
static void
garbage_twins (Fixture *fixture)
{
  assert_store (fixture, &vault, 1, fixture->a);
  plant_twin (&vault, "1", "garbage");
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->a);
  assert_remove (fixture, &vault, 1);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);

  plant_twin (&vault, "2", "garbage");
  plant_twin (&vault, "2", "3031323334353637383961626364656630313233343536373839616263646566");
  assert_lookup (fixture, &vault, 2, WAY_KEY_HALF_READY, fixture->a);
  assert_remove (fixture, &vault, 2);
  assert_lookup (fixture, &vault, 2, WAY_KEY_HALF_EMPTY, NULL);
}

/* -- locked ------------------------------------------------------------------------------------ */

static void
locked_refuses (Fixture *fixture)
{
  assert_store (fixture, &vault, 1, fixture->a);
  lock_keyring ();
  assert_refuses (fixture, WAY_KEY_HALF_LOCKED, WAY_CRYPTO_ERROR_KEYRING_LOCKED);
  /* Whether an item is there is not said of a locked keyring. */
  assert_lookup (fixture, &other_vault, 1, WAY_KEY_HALF_LOCKED, NULL);

  unlock_keyring ();
  assert_state (fixture, WAY_KEY_HALF_READY);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->a);
  assert_remove (fixture, &vault, 1);
}

/* Should the keyring be locked between our question and our call, the prompt is refused all the
 * same: this asks for one outright. */
static void
locked_never_prompts (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_open_sync (WAY_TYPE_QUIET_SERVICE, NULL,
                                                                SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = NULL;
  g_autolist (SecretCollection) wanted = NULL;
  g_autolist (SecretCollection) unlocked = NULL;

  g_assert_no_error (error);
  lock_keyring ();
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  wanted = g_list_append (NULL, g_object_ref (collection));
  g_assert_cmpint (secret_service_unlock_sync (service, wanted, NULL, &unlocked, &error), <=, 0);
  g_assert_error (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED);
  assert_state (fixture, WAY_KEY_HALF_LOCKED);
  unlock_keyring ();
}

/* -- silent: a service that is there and does not answer --------------------------------------- */

static void
silent_ends (Fixture *fixture)
{
  g_autoptr (WayClock) clock = way_clock_new_system ();
  pid_t pid = keyring_pid ();
  gint64 began, took;

  kill (pid, SIGSTOP);
  began = way_clock_monotonic (clock);
  assert_refuses (fixture, WAY_KEY_HALF_ABSENT, WAY_CRYPTO_ERROR_KEYRING_ABSENT);
  took = way_clock_monotonic (clock) - began;
  kill (pid, SIGCONT);

  /* Four calls of 300 ms; GDBus alone would have waited 25 s each. */
  g_assert_cmpint (took, >=, 4 * 300 * 1000);
  g_assert_cmpint (took, <, 15 * 1000 * 1000);
}

static void
test_silent (void)
{
  in_pool_with_limit (silent_ends, 300);
}

/* -- restarted: the service ended under us, and the bus starts it anew, locked ----------------- */

static void
restarted_is_locked (Fixture *fixture)
{
  pid_t pid = keyring_pid ();

  assert_store (fixture, &vault, 1, fixture->a);
  kill (pid, SIGTERM);
  while (kill (pid, 0) == 0)
    g_usleep (10000);
  assert_refuses (fixture, WAY_KEY_HALF_LOCKED, WAY_CRYPTO_ERROR_KEYRING_LOCKED);
  unlock_keyring ();
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_READY, fixture->a);
}

/* -- no collection, no service, no bus --------------------------------------------------------- */

static void
no_collection (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "keyrings", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  assert_state (fixture, WAY_KEY_HALF_EMPTY);
  assert_lookup (fixture, &vault, 1, WAY_KEY_HALF_EMPTY, NULL);
  g_assert_false (way_key_half_store (fixture->keychain, &vault, 1, fixture->a, NULL, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_EMPTY);
  assert_remove (fixture, &vault, 1);
  assert_state (fixture, WAY_KEY_HALF_EMPTY);

  /* And nobody has made one on the way. */
  dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    g_assert_false (g_str_has_suffix (name, ".keyring"));
}

static void
no_service (Fixture *fixture)
{
  assert_refuses (fixture, WAY_KEY_HALF_ABSENT, WAY_CRYPTO_ERROR_KEYRING_ABSENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_data_func ("/keychain/ready/items", ready_items, in_pool);
  g_test_add_data_func ("/keychain/ready/generations", ready_generations, in_pool);
  g_test_add_data_func ("/keychain/ready/says-nothing", ready_says_nothing, in_pool);
  g_test_add_data_func ("/keychain/ready/deleted", ready_deleted, in_pool);
  g_test_add_data_func ("/keychain/ready/cancelled", ready_cancelled, in_pool);
  g_test_add_data_func ("/keychain/garbage/content", garbage_content, in_pool);
  g_test_add_data_func ("/keychain/garbage/twins", garbage_twins, in_pool);
  g_test_add_data_func ("/keychain/locked/refuses", locked_refuses, in_pool);
  g_test_add_data_func ("/keychain/locked/never-prompts", locked_never_prompts, in_pool);
  g_test_add_func ("/keychain/silent/ends", test_silent);
  g_test_add_data_func ("/keychain/restarted/is-locked", restarted_is_locked, in_pool);
  g_test_add_data_func ("/keychain/no-collection/empty", no_collection, in_pool);
  g_test_add_data_func ("/keychain/no-service/absent", no_service, in_pool);
  g_test_add_data_func ("/keychain/no-bus/absent", no_service, in_pool);
  return g_test_run ();
}
