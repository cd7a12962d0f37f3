/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contact.h"

#include <string.h>
#include "way-clock.h"
#include "way-i18n.h"
#include "way-rights.h"

#define HOUR_MS (60 * 60 * 1000)

/* By the names of way_contact_kind_names.  A place completes the first two. */
static const struct
{
  const char *kind;
  WayContactSort sort;
  const char *title; /* where nothing more is known */
} sorts[] = {
  { "visit", WAY_CONTACT_SORT_VISIT, N_ ("Visit") },
  { "office", WAY_CONTACT_SORT_VISIT, N_ ("Meeting") },
  { "video", WAY_CONTACT_SORT_VISIT, N_ ("Video call") },
  { "phone", WAY_CONTACT_SORT_MESSAGE, N_ ("Call") },
  { "text", WAY_CONTACT_SORT_MESSAGE, N_ ("Text") },
  { "email", WAY_CONTACT_SORT_MESSAGE, N_ ("Email") },
  { "letter", WAY_CONTACT_SORT_MESSAGE, N_ ("Letter") },
  { "attempt", WAY_CONTACT_SORT_TRIED, N_ ("Tried") },
  { "message", WAY_CONTACT_SORT_MESSAGE, N_ ("Message") }, /* last: what is not known is one */
};

static const struct
{
  const char *place, *text, *visit, *meeting, *tried;
} places[] = {
  { "home", N_ ("At home"), N_ ("Visit at home"), N_ ("Meeting at home"), N_ ("Tried at home") },
  { "office", N_ ("Office"), N_ ("Visit at the office"), N_ ("Meeting at the office"),
    N_ ("Tried at the office") },
  { "out", N_ ("Out and about"), N_ ("Visit out and about"), N_ ("Meeting out and about"),
    N_ ("Tried out and about") },
  { "prison", N_ ("Prison"), N_ ("Visit in prison"), N_ ("Meeting in prison"),
    N_ ("Tried in prison") },
  { "hospital", N_ ("Hospital"), N_ ("Visit in hospital"), N_ ("Meeting in hospital"),
    N_ ("Tried in hospital") },
  { "other_home", N_ ("Someone else’s home"), N_ ("Visit at someone else’s home"),
    N_ ("Meeting at someone else’s home"), N_ ("Tried at someone else’s home") },
  { "online", N_ ("Video call"), N_ ("Video call"), N_ ("Video call"), N_ ("Tried by video") },
};

static gsize
index_of_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (sorts[i].kind, kind))
      return i;
  return G_N_ELEMENTS (sorts) - 1;
}

WayContactSort
way_contact_sort_of (const char *kind)
{
  return sorts[index_of_kind (kind)].sort;
}

WayContactSort
way_contact_get_sort (const WayObject *contact)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);

  return way_contact_sort_of (kind);
}

const char *
way_contact_place_text (const char *place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].place, place))
      return _ (places[i].text);
  return "";
}

/* The person wrote it: their words stand in it as they typed them. */
static gboolean
came_from_them (const WayObject *contact)
{
  g_autoptr (GPtrArray) words = way_object_dup_words (contact, WAY_CONTACT_OWN_WORDS);

  for (guint i = 0; i < words->len; i++)
    if (((WayPassage *)g_ptr_array_index (words, i))->given == WAY_GIVEN_TYPED)
      return TRUE;
  return FALSE;
}

static const char *
title_of_place (const char *kind, const char *place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].place, place))
      {
        if (g_str_equal (kind, "visit"))
          return _ (places[i].visit);
        if (g_str_equal (kind, "office"))
          return _ (places[i].meeting);
        if (g_str_equal (kind, "attempt"))
          return _ (places[i].tried);
      }
  return NULL;
}

char *
way_contact_title (const WayObject *contact, const char *name)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);
  g_autofree char *place = way_object_dup_string (contact, WAY_CONTACT_PLACE, 0);
  gsize i = index_of_kind (kind);
  const char *placed = title_of_place (kind, place);

  if (placed != NULL)
    return g_strdup (placed);
  if (sorts[i].sort == WAY_CONTACT_SORT_TRIED)
    return g_strdup_printf (_ ("Tried to reach %s"), name);
  if (came_from_them (contact))
    {
      if (g_str_equal (kind, "message"))
        return g_strdup_printf (_ ("Message from %s"), name);
      if (g_str_equal (kind, "text"))
        return g_strdup_printf (_ ("Text from %s"), name);
      if (g_str_equal (kind, "email"))
        return g_strdup_printf (_ ("Email from %s"), name);
      if (g_str_equal (kind, "letter"))
        return g_strdup_printf (_ ("Letter from %s"), name);
    }
  return g_strdup (_ (sorts[i].title));
}

const char *
way_contact_seen_text (const WayObject *contact)
{
  guint8 seen = way_object_get_tri (contact, WAY_CONTACT_SEEN, 0);

  if (way_contact_get_sort (contact) != WAY_CONTACT_SORT_VISIT || seen == 0)
    return "";
  if (seen == 1)
    return _ ("Not seen");
  return way_object_get_tri (contact, WAY_CONTACT_SEEN_ALONE, 0) == 2 ? _ ("Seen, alone")
                                                                      : _ ("Seen");
}

gboolean
way_contact_is_to_come (GVariant *when, gint64 now_ms)
{
  g_autofree char *now = way_clock_format_minute (now_ms);
  g_autofree char *limit = way_clock_format_minute (now_ms + HOUR_MS);
  g_autofree char *minute = NULL;
  const char *on, *at;

  g_variant_get (when, "(&s&s)", &on, &at);
  minute = g_strdup_printf ("%s %s", on, at);
  return strncmp (on, now, strlen (on)) > 0 || (at[0] != '\0' && strcmp (minute, limit) > 0);
}

gboolean
way_contact_was_changed_late (const WayObject *contact)
{
  for (guint i = 0; i < contact->ops->len; i++)
    {
      const WayOperation *op = g_ptr_array_index (contact->ops, i);

      if (way_rights_needs_correction (contact->kind, contact->created_ms, op->made_ms))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
way_contact_list_corrections (WayCase *self, const WayObject *contact)
{
  g_autoptr (GPtrArray) all = way_case_list (self, WAY_KIND_CORRECTION);
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      WayObject *correction = g_ptr_array_index (all, i);
      WayId target;

      way_object_get_id (correction, WAY_CORRECTION_TARGET, 0, &target);
      if (way_id_equal (&target, &contact->id))
        g_ptr_array_add (own, correction);
    }
  return own;
}
