/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WAY_DEFINE_DATA: the data of a GTask as a type.
 *
 * Given a struct Foo and a function foo_clear (Foo *) that releases its members, defines
 * foo_new0(), foo_free() and g_autoptr (Foo), so that task data is made, handed on and dropped the
 * same way everywhere:
 *
 *   g_task_set_task_data (task, g_steal_pointer (&data), (GDestroyNotify) foo_free);
 */
#pragma once

#include <gio/gio.h>

#define WAY_DEFINE_DATA(Type, prefix)                                                              \
  G_GNUC_UNUSED static Type *prefix##_new0 (void) { return g_new0 (Type, 1); }                     \
  G_GNUC_UNUSED static void prefix##_free (Type *data)                                             \
  {                                                                                                \
    if (data == NULL)                                                                              \
      return;                                                                                      \
    prefix##_clear (data);                                                                         \
    g_free (data);                                                                                 \
  }                                                                                                \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)
