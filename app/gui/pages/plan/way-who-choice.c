/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-who-choice.h"

#include <gtk/gtk.h>
#include "way-i18n.h"
#include "way-plan-facts.h"

struct _WayWhoChoice
{
  GPtrArray *who;   /* (owned): as it is written; "" first, NULL-free */
  GPtrArray *words; /* (owned): as it is shown */
};

static void
add (WayWhoChoice *self, const char *who, const char *word)
{
  g_ptr_array_add (self->who, g_strdup (who));
  g_ptr_array_add (self->words, g_strdup (word));
}

WayWhoChoice *
way_who_choice_new (WayCase *present, const char *name, const char *adviser)
{
  WayWhoChoice *self = g_new0 (WayWhoChoice, 1);
  g_autoptr (GPtrArray) named = present != NULL ? way_plan_list_named (present, name, adviser)
                                                : g_ptr_array_new ();

  self->who = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  add (self, "", _ ("No one yet"));
  add (self, "me", name);
  if (adviser[0] != '\0')
    add (self, adviser, adviser);
  for (guint i = 0; i < named->len; i++)
    add (self, g_ptr_array_index (named, i), g_ptr_array_index (named, i));
  return self;
}

void
way_who_choice_free (WayWhoChoice *self)
{
  g_ptr_array_unref (self->who);
  g_ptr_array_unref (self->words);
  g_free (self);
}

GListModel *
way_who_choice_build_model (WayWhoChoice *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->words->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (self->words, i));
  gtk_string_list_append (list, _ ("Someone else"));
  return G_LIST_MODEL (list);
}

guint
way_who_choice_find (WayWhoChoice *self, const char *who)
{
  guint at;

  if (g_ptr_array_find_with_equal_func (self->who, who, g_str_equal, &at))
    return at;
  return self->who->len;
}

gboolean
way_who_choice_is_someone_else (WayWhoChoice *self, guint at)
{
  return at == self->who->len;
}

char *
way_who_choice_dup_who (WayWhoChoice *self, guint at, const char *someone)
{
  if (at < self->who->len)
    return g_strdup (g_ptr_array_index (self->who, at));
  return g_strdup (at == self->who->len ? someone : "");
}
