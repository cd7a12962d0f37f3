/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-unfinished.h"

#include "way-contact.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-value.h"

void
way_unfinished_free (WayUnfinished *self)
{
  g_free (self->title);
  g_free (self);
}

/* (nullable) */
static GVariant *
find_value (GPtrArray *drafts, const WayUnfinished *self, guint16 group)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      const WayGroup *known = way_schema_group (draft->kind, draft->group);

      if (draft->held && known != NULL && draft->kind == self->kind && draft->group == group
          && way_id_equal (&draft->object, &self->object))
        return way_value_from_bytes (draft->value, G_VARIANT_TYPE (known->type));
    }
  return NULL;
}

static WayDate
day_of (WayCase *present, GPtrArray *drafts, const WayUnfinished *self)
{
  const WayObject *contact = way_case_get_object (present, WAY_KIND_CONTACT, &self->contact);
  g_autoptr (GVariant) when = NULL;
  WayDate on = way_date_none;

  if (self->kind == WAY_KIND_CONTACT)
    when = find_value (drafts, self, WAY_CONTACT_WHEN);
  if (when != NULL)
    {
      g_autofree char *text = way_value_dup_string (when, 0);

      way_date_parse (text, WAY_DATE_FULL, &on);
    }
  else if (contact != NULL)
    on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
  return on;
}

static const char *
noun_of_kind (const char *kind)
{
  switch (way_contact_sort_of (kind))
    {
    case WAY_CONTACT_SORT_VISIT:
      return _ ("visit");
    case WAY_CONTACT_SORT_TRIED:
      return _ ("try");
    case WAY_CONTACT_SORT_MESSAGE:
    default:
      return g_str_equal (kind, "phone") ? _ ("call") : _ ("message");
    }
}

static char *
dup_kind (WayCase *present, GPtrArray *drafts, const WayUnfinished *self)
{
  const WayObject *contact = way_case_get_object (present, WAY_KIND_CONTACT, &self->contact);
  g_autoptr (GVariant) value = NULL;

  if (self->kind == WAY_KIND_CONTACT)
    value = find_value (drafts, self, WAY_CONTACT_KIND);
  if (value != NULL)
    return way_value_dup_string (value, 0);
  return contact != NULL ? way_object_dup_string (contact, WAY_CONTACT_KIND, 0)
                         : g_strdup ("visit");
}

static char *
dup_day (WayDate on, WayDate today)
{
  if (!way_date_is_full (on))
    return g_strdup ("");
  return way_date_compare (on, today) == 0 ? g_strdup (_ ("today")) : way_date_text (on, today);
}

static char *
title_of (WayCase *present, GPtrArray *drafts, const WayUnfinished *self, WayDate today)
{
  WayDate on = day_of (present, drafts, self);
  g_autofree char *day = dup_day (on, today);
  g_autofree char *kind = dup_kind (present, drafts, self);
  const char *what = noun_of_kind (kind);

  if (day[0] == '\0')
    return g_strdup_printf (_ ("Finish writing up the %s"), what);
  if (self->kind == WAY_KIND_CORRECTION)
    return g_strdup_printf (_ ("Finish correcting %s’s %s"), day, what);
  if (!self->fresh)
    return g_strdup_printf (_ ("Finish changing %s’s %s"), day, what);
  return g_strdup_printf (_ ("Finish writing up %s’s %s"), day, what);
}

static gboolean
has (GPtrArray *list, const WayDraft *draft)
{
  for (guint i = 0; i < list->len; i++)
    if (way_id_equal (&((WayUnfinished *)g_ptr_array_index (list, i))->object, &draft->object))
      return TRUE;
  return FALSE;
}

/* FALSE where it is about a contact that is not there any more. */
static gboolean
find_contact (WayCase *present, GPtrArray *drafts, WayUnfinished *self)
{
  g_autoptr (GVariant) target = NULL;
  const WayObject *contact;

  self->contact = self->object;
  if (self->kind == WAY_KIND_CORRECTION)
    {
      target = find_value (drafts, self, WAY_CORRECTION_TARGET);
      if (target == NULL || !way_value_get_id (target, 0, &self->contact))
        return FALSE;
    }
  contact = way_case_get_object (present, WAY_KIND_CONTACT, &self->contact);
  self->fresh = contact == NULL;
  return contact != NULL ? contact->life != WAY_LIFE_REMOVED : self->kind == WAY_KIND_CONTACT;
}

GPtrArray *
way_unfinished_list (WayCase *present, GPtrArray *drafts, WayDate today)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)way_unfinished_free);

  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      WayUnfinished *self;

      if (!draft->held || !way_id_equal (&draft->case_id, way_case_get_id (present))
          || (draft->kind != WAY_KIND_CONTACT && draft->kind != WAY_KIND_CORRECTION)
          || has (list, draft))
        continue;
      self = g_new0 (WayUnfinished, 1);
      self->kind = draft->kind;
      self->object = draft->object;
      if (find_contact (present, drafts, self))
        {
          self->title = title_of (present, drafts, self, today);
          g_ptr_array_add (list, self);
        }
      else
        way_unfinished_free (self);
    }
  return list;
}
