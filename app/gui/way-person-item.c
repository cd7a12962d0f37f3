/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-item.h"

#include <string.h>
#include "way-name.h"

struct _WayPersonItem
{
  GObject parent;

  WayId id;
  char *name, *full_name; /* (owned) */
  char *sort;             /* (owned): the name folded */
  char *names;            /* (owned): both names folded, each word between spaces */
  char *born;             /* (owned): YYYY-MM-DD or "" */
  gboolean closed;
  guint n_conflicts;

  GPtrArray *agenda; /* (owned) (nullable) */
  char *attention;   /* (owned) */
  WayUrgency urgency;
  WayAgendaKind kind;
  guint n_due;
  const WayAgendaItem *pressing; /* (nullable): of agenda */
};

G_DEFINE_FINAL_TYPE (WayPersonItem, way_person_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
way_person_item_finalize (GObject *object)
{
  WayPersonItem *self = WAY_PERSON_ITEM (object);

  g_free (self->name);
  g_free (self->full_name);
  g_free (self->sort);
  g_free (self->names);
  g_free (self->born);
  g_free (self->attention);
  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  G_OBJECT_CLASS (way_person_item_parent_class)->finalize (object);
}

static void
way_person_item_class_init (WayPersonItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_person_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_person_item_init (WayPersonItem *self)
{
  self->attention = g_strdup ("");
  self->urgency = WAY_URGENCY_LATER;
}

WayPersonItem *
way_person_item_new (const WayPersonLine *line)
{
  WayPersonItem *self = g_object_new (WAY_TYPE_PERSON_ITEM, NULL);

  self->id = line->id;
  way_person_item_set_line (self, line);
  return self;
}

const WayId *
way_person_item_get_id (WayPersonItem *self)
{
  return &self->id;
}

const char *
way_person_item_get_name (WayPersonItem *self)
{
  return self->name;
}

char *
way_person_item_dup_short_name (WayPersonItem *self)
{
  return way_name_short (self->name, self->full_name);
}

const char *
way_person_item_get_full_name (WayPersonItem *self)
{
  return self->full_name;
}

gboolean
way_person_item_is_closed (WayPersonItem *self)
{
  return self->closed;
}

guint
way_person_item_get_n_conflicts (WayPersonItem *self)
{
  return self->n_conflicts;
}

GPtrArray *
way_person_item_get_agenda (WayPersonItem *self)
{
  return self->agenda;
}

const char *
way_person_item_get_attention (WayPersonItem *self)
{
  return self->attention;
}

WayUrgency
way_person_item_get_urgency (WayPersonItem *self)
{
  return self->urgency;
}

WayAgendaKind
way_person_item_get_kind (WayPersonItem *self)
{
  return self->kind;
}

/* " kez hartley  kezia hartley ": two spaces, so that no words are found across both. */
static char *
fold_names (const char *folded, const char *full)
{
  g_autofree char *other = way_fold (full);

  return g_strdup_printf (" %s  %s ", folded, other);
}

static gboolean
holds_term (const char *names, const WayTerm *term)
{
  g_autoptr (GString) needle = g_string_new (NULL);

  for (guint i = 0; i < term->words->len; i++)
    g_string_append_printf (needle, " %s", (char *)g_ptr_array_index (term->words, i));
  if (!term->prefix)
    g_string_append_c (needle, ' ');
  return strstr (names, needle->str) != NULL;
}

gboolean
way_person_item_matches (WayPersonItem *self, const WayQuery *query)
{
  const GPtrArray *terms = way_query_get_terms (query);

  for (guint i = 0; i < terms->len; i++)
    if (!holds_term (self->names, g_ptr_array_index (terms, i)))
      return FALSE;
  return TRUE;
}

gboolean
way_person_item_is_like (WayPersonItem *self, const char *name, const char *born)
{
  g_autofree char *folded = way_fold (name);
  g_autofree char *needle = g_strdup_printf (" %s ", folded);

  return folded[0] != '\0' && strstr (self->names, needle) != NULL
         && g_str_equal (self->born, born);
}

void
way_person_item_set_line (WayPersonItem *self, const WayPersonLine *line)
{
  const char *name = line->preferred_name[0] != '\0' ? line->preferred_name : line->full_name;
  gboolean closed = line->closed[0] != '\0';

  if (g_strcmp0 (self->name, name) == 0 && g_strcmp0 (self->full_name, line->full_name) == 0
      && g_strcmp0 (self->born, line->date_of_birth) == 0 && self->closed == closed
      && self->n_conflicts == line->n_conflicts)
    return;

  g_free (self->name);
  g_free (self->full_name);
  g_free (self->sort);
  g_free (self->names);
  g_free (self->born);
  self->name = g_strdup (name);
  self->full_name = g_strdup (line->full_name);
  self->sort = way_fold (name);
  self->names = fold_names (self->sort, line->full_name);
  self->born = g_strdup (line->date_of_birth);
  self->closed = closed;
  self->n_conflicts = line->n_conflicts;
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
way_person_item_get_n_due (WayPersonItem *self)
{
  return self->n_due;
}

void
way_person_item_set_agenda (WayPersonItem *self, GPtrArray *agenda, WayDate today)
{
  g_free (self->attention);
  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  self->agenda = agenda;
  self->attention = way_agenda_attention (agenda, today, &self->urgency, &self->kind);
  self->n_due = way_agenda_count_due (agenda);
  self->pressing = way_agenda_most_pressing (agenda, today);
  g_signal_emit (self, signals[CHANGED], 0);
}

int
way_person_item_compare (gconstpointer a, gconstpointer b)
{
  const WayPersonItem *one = a, *other = b;
  int order = way_agenda_compare_pressing (one->pressing, other->pressing);

  if (order == 0)
    order = g_strcmp0 (one->sort, other->sort);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}
