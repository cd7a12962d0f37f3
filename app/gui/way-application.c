/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-application-private.h"

#include "way-button-names.h"
#include "way-crypto.h"
#include "way-db.h"
#include "way-exchange-data.h"
#include "way-i18n.h"
#include "way-icons.h"
#include "way-keychain.h"
#include "way-process.h"
#include "way-trouble-window.h"
#include "way-window.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (WayApplication,
                               way_application,
                               ADW_TYPE_APPLICATION,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_DOOR, way_application_door_init))

/* -- starting ---------------------------------------------------------------------------------- */

static const GOptionEntry options[] = {
  { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice caseload"), NULL },
  { "vault", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open the vault in this folder"), "DIR" },
  { NULL },
};

static int
way_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  WayApplication *self = WAY_APPLICATION (application);
  g_autofree char *dir = NULL;

  self->practice = g_variant_dict_contains (given, "practice");
  if (self->practice)
    g_application_set_application_id (application, WAY_APPLICATION_ID ".Practice");
  if (g_variant_dict_lookup (given, "vault", "^ay", &dir))
    {
      self->dir = g_canonicalize_filename (dir, NULL);
      /* A window belongs to one vault, so another folder is another program. */
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static gboolean
make_parts (WayApplication *self, GError **error)
{
  if (!way_crypto_init (error) || !way_db_guard (error))
    return FALSE;
  self->reference = way_exchange_load_reference (error);
  if (self->reference == NULL)
    return FALSE;
  if (self->dir == NULL)
    self->dir = g_build_filename (g_get_user_data_dir (), "waymark",
                                  self->practice ? "practice" : "vault", NULL);
  self->executor = way_executor_new_threads ("store");
  self->clock = way_clock_new_system ();
  self->random = way_random_new_system ();
  self->settings = way_settings_new (!self->practice);
  /* Practice needs no keyring: its passphrase is on the screen. */
  if (!self->practice)
    self->key_half = WAY_KEY_HALF (way_keychain_new (self->executor, WAY_KEYCHAIN_LIMIT_MS));
  self->vault = way_vault_new (self->dir, self->executor, self->clock, self->random,
                               self->reference, self->key_half);
  way_vault_set_awaits_sheets (self->vault, !self->practice);
  return TRUE;
}

/* -- what locks it ----------------------------------------------------------------------------- */

static void
lock_cb (WayApplication *self)
{
  if (self->window != NULL)
    way_window_lock (WAY_WINDOW (self->window));
  /* Nothing to save or hide: sleep need not wait. */
  if (self->desk == NULL)
    way_session_watch_settled (self->session);
}

static void
watch_idle (WayApplication *self)
{
  if (way_door_get_desk (WAY_DOOR (self)) != NULL)
    way_idle_watch_begin (self->idle, (guint)way_settings_get_lock_minutes (self->settings));
}

static void
closed_cb (WayApplication *self)
{
  way_idle_watch_end (self->idle);
  way_session_watch_settled (self->session);
}

static void
watch (WayApplication *self)
{
  self->idle = way_idle_watch_new (self->executor, self->clock);
  self->session = way_session_watch_new (self->executor);
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (lock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "lock", G_CALLBACK (lock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::lock-minutes", G_CALLBACK (watch_idle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "opened", G_CALLBACK (watch_idle), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

static void
style_cb (WayApplication *self)
{
  static const AdwColorScheme schemes[] = {
    [WAY_STYLE_FOLLOW] = ADW_COLOR_SCHEME_DEFAULT,
    [WAY_STYLE_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [WAY_STYLE_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[way_settings_get_style (self->settings)]);
}

static void
way_application_startup (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  way_icons_keep ();
  G_APPLICATION_CLASS (way_application_parent_class)->startup (application);
  way_button_names_say_once ();
  gtk_window_set_default_icon_name (WAY_APPLICATION_ID);
  way_application_add_actions (self);
  if (!make_parts (self, &error))
    {
      self->trouble = g_strdup (error->message);
      return;
    }
  watch (self);
  g_signal_connect_object (self->settings, "notify::style", G_CALLBACK (style_cb), self,
                           G_CONNECT_SWAPPED);
  if (way_settings_get_style (self->settings) != WAY_STYLE_FOLLOW)
    style_cb (self);
}

static void
show_trouble (WayApplication *self, const char *sentence)
{
  gtk_window_present (GTK_WINDOW (way_trouble_window_new (GTK_APPLICATION (self), sentence)));
}

static void
practice_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (source);
  g_autoptr (GError) error = NULL;

  self->making = FALSE;
  if (!way_door_finish (WAY_DOOR (self), result, &error))
    show_trouble (self, error->message);
  way_application_answer_knocks (self);
  g_application_release (G_APPLICATION (self));
}

static void
make_window (WayApplication *self)
{
  self->window = way_window_new (GTK_APPLICATION (self), WAY_DOOR (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  if (self->practice && !way_vault_exists (self->vault))
    {
      g_application_hold (G_APPLICATION (self));
      self->making = TRUE;
      way_application_make_practice (self, practice_made_cb, NULL);
    }
}

static void
way_application_activate (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);

  if (self->vault == NULL)
    {
      show_trouble (self, self->trouble);
      return;
    }
  /* From here on somebody may type. */
  way_process_forget_what_is_freed ();
  if (self->window == NULL)
    make_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* -- ending ------------------------------------------------------------------------------------ */

typedef struct
{
  gboolean done;
} Ending;

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Ending *)data)->done = TRUE;
}

/* The last thing: what is being typed goes to the disk, the key is wiped. */
static void
way_application_shutdown (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);
  Ending ending = { FALSE };

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->vault != NULL && way_vault_is_open (self->vault))
    {
      way_door_close (WAY_DOOR (self), ended_cb, &ending);
      while (!ending.done)
        g_main_context_iteration (NULL, TRUE);
    }
  G_APPLICATION_CLASS (way_application_parent_class)->shutdown (application);
}

static void
way_application_finalize (GObject *object)
{
  WayApplication *self = WAY_APPLICATION (object);

  way_application_forget (self);
  g_clear_object (&self->idle);
  if (self->session != NULL)
    g_object_run_dispose (G_OBJECT (self->session));
  g_clear_object (&self->session);
  g_clear_pointer (&self->tried, way_secret_unref);
  way_application_end_sync (self);
  g_clear_object (&self->desk);
  g_ptr_array_unref (self->closers);
  g_ptr_array_unref (self->knockers);
  g_clear_object (&self->vault);
  g_clear_object (&self->key_half);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  if (self->executor != NULL)
    way_executor_join (self->executor);
  g_clear_object (&self->executor);
  g_free (self->trouble);
  g_free (self->dir);
  G_OBJECT_CLASS (way_application_parent_class)->finalize (object);
}

static void
way_application_class_init (WayApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_application_finalize;
  application_class->handle_local_options = way_application_handle_local_options;
  application_class->startup = way_application_startup;
  application_class->activate = way_application_activate;
  application_class->shutdown = way_application_shutdown;
}

static void
way_application_init (WayApplication *self)
{
  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  self->knockers = g_ptr_array_new_with_free_func (g_object_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GApplication *
way_application_new (void)
{
  return g_object_new (WAY_TYPE_APPLICATION, "application-id", WAY_APPLICATION_ID,
                       "resource-base-path", "/io/github/waymark/Waymark", NULL);
}
