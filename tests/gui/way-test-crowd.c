/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-crowd.h"

struct _WayTestCrowd
{
  GObject parent;

  WayCase *sample; /* (owned): everybody's case */
  guint n_loaded;
};

static void crowd_init (WayRepositoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayTestCrowd,
                               way_test_crowd,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_REPOSITORY, crowd_init))

static WayPersonLine *
new_line (guint i)
{
  WayPersonLine *line = way_person_line_new ();

  line->id.bytes[0] = 1;
  line->id.bytes[1] = (guint8)(i >> 8);
  line->id.bytes[2] = (guint8)i;
  line->preferred_name = g_strdup_printf ("Person %c%c %u", 'A' + i % 26, 'a' + i / 26 % 26, i);
  line->full_name = g_strdup_printf ("Zoë Person %u", i);
  line->pronouns = g_strdup ("");
  line->date_of_birth = g_strdup ("");
  line->closed = g_strdup ("");
  return line;
}

static void
list_people (WayRepository *self, GCancellable *gone, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, gone, callback, data);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)way_person_line_free);

  for (guint i = 0; i < WAY_TEST_CROWD_SIZE; i++)
    g_ptr_array_add (lines, new_line (i));
  g_task_return_pointer (task, lines, (GDestroyNotify)g_ptr_array_unref);
}

static GPtrArray *
list_people_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_case (WayRepository *repository,
           const WayId *id,
           GCancellable *gone,
           GAsyncReadyCallback callback,
           gpointer data)
{
  WayTestCrowd *self = WAY_TEST_CROWD (repository);
  g_autoptr (GTask) task = g_task_new (self, gone, callback, data);

  self->n_loaded++;
  g_task_return_pointer (task, way_case_ref (self->sample), (GDestroyNotify)way_case_unref);
}

static WayCase *
load_case_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_drafts (WayRepository *self, GCancellable *gone, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, gone, callback, data);

  g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify)g_ptr_array_unref);
}

static void
crowd_init (WayRepositoryInterface *iface)
{
  iface->list_people = list_people;
  iface->list_people_finish = list_people_finish;
  iface->load_case = load_case;
  iface->load_case_finish = load_case_finish;
  iface->list_drafts = list_drafts;
  iface->list_drafts_finish = list_people_finish;
}

static void
way_test_crowd_finalize (GObject *object)
{
  way_case_unref (WAY_TEST_CROWD (object)->sample);
  G_OBJECT_CLASS (way_test_crowd_parent_class)->finalize (object);
}

static void
way_test_crowd_class_init (WayTestCrowdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_test_crowd_finalize;
}

static void
way_test_crowd_init (WayTestCrowd *self)
{
}

WayTestCrowd *
way_test_crowd_new (WayCase *sample)
{
  WayTestCrowd *self = g_object_new (WAY_TYPE_TEST_CROWD, NULL);

  self->sample = way_case_ref (sample);
  return self;
}

guint
way_test_crowd_get_n_loaded (WayTestCrowd *self)
{
  return self->n_loaded;
}

WayDesk *
way_test_crowd_new_desk (WayTestCrowd *self, WayTestGui *gui)
{
  WayDeskParts parts = { .repository = WAY_REPOSITORY (self),
                         .executor = gui->vault.executor,
                         .clock = gui->vault.clock,
                         .random = gui->vault.random,
                         .reference = gui->vault.reference,
                         .team = *way_vault_get_team (gui->vault.vault),
                         .user = *way_vault_get_user (gui->vault.vault) };

  return way_desk_new (&parts);
}
