/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-quiet-service.h"

#include "way-fail.h"

struct _WayQuietService
{
  SecretService parent_instance;
};

G_DEFINE_FINAL_TYPE (WayQuietService, way_quiet_service, SECRET_TYPE_SERVICE)

/* Never shown: way-keychain.c makes a sentence of its own from the code. */
#define REFUSAL "The keyring would ask its user something."

static GVariant *
quiet_prompt_sync (SecretService *service,
                   SecretPrompt *prompt,
                   GCancellable *cancellable,
                   const GVariantType *return_type,
                   GError **error)
{
  return way_fail_null (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, REFUSAL);
}

static void
quiet_prompt_async (SecretService *service,
                    SecretPrompt *prompt,
                    const GVariantType *return_type,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (service, cancellable, callback, user_data);

  g_task_set_source_tag (task, quiet_prompt_async);
  g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, REFUSAL);
}

static GVariant *
quiet_prompt_finish (SecretService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
way_quiet_service_class_init (WayQuietServiceClass *klass)
{
  SecretServiceClass *service_class = SECRET_SERVICE_CLASS (klass);

  service_class->prompt_sync = quiet_prompt_sync;
  service_class->prompt_async = quiet_prompt_async;
  service_class->prompt_finish = quiet_prompt_finish;
}

static void
way_quiet_service_init (WayQuietService *self)
{
}
