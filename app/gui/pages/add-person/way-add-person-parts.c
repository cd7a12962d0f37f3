/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-add-person-private.h"

#include "way-codes.h"
#include "way-i18n.h"
#include "way-value.h"

static const char *const statuses[] = { "eligible",
                                        "relevant",
                                        "former_relevant",
                                        "former_relevant_education",
                                        "former_relevant_21_plus",
                                        "qualifying" };

/* -- what each part reads and shows ------------------------------------------------------------ */

static const char *
text_of (WayLineRow *row)
{
  return way_line_row_get_text (row);
}

static void
show_text (WayLineRow *row, GVariant *value, gsize member)
{
  g_autofree char *text = way_value_dup_string (value, member);

  way_line_row_show_text (row, text);
}

static void
show_switch (GtkSwitch *widget, GVariant *value, gsize member)
{
  g_autoptr (GVariant) on = g_variant_get_child_value (value, member);

  gtk_switch_set_active (widget, g_variant_get_boolean (on));
}

static GVariant *
read_names (gpointer widget)
{
  WayAddPerson *self = widget;

  return g_variant_new ("(ss)", text_of (self->preferred), text_of (self->full));
}

static void
show_names (WayAddPerson *self, GVariant *value)
{
  show_text (self->preferred, value, 0);
  show_text (self->full, value, 1);
}

static GVariant *
read_pronouns (gpointer widget)
{
  return g_variant_new ("(s)", text_of (((WayAddPerson *)widget)->pronouns));
}

static void
show_pronouns (WayAddPerson *self, GVariant *value)
{
  show_text (self->pronouns, value, 0);
}

static GVariant *
read_birth (gpointer widget)
{
  char born[WAY_DATE_TEXT_SIZE];

  return g_variant_new (
      "(s)", way_date_format (way_date_row_get_date (((WayAddPerson *)widget)->born), born));
}

static void
show_birth (WayAddPerson *self, GVariant *value)
{
  g_autofree char *text = way_value_dup_string (value, 0);
  WayDate born = way_date_none;

  way_date_parse (text, WAY_DATE_FULL, &born);
  way_date_row_set_date (self->born, born);
}

static GVariant *
read_contact (gpointer widget)
{
  WayAddPerson *self = widget;

  return g_variant_new ("(sss)", text_of (self->phone), text_of (self->email), text_of (self->how));
}

static void
show_contact (WayAddPerson *self, GVariant *value)
{
  show_text (self->phone, value, 0);
  show_text (self->email, value, 1);
  show_text (self->how, value, 2);
}

static GVariant *
read_address (gpointer widget)
{
  WayAddPerson *self = widget;

  return g_variant_new ("(sssbs)", text_of (self->address), text_of (self->postcode), "",
                        gtk_switch_get_active (self->kept_private), text_of (self->who));
}

static void
show_address (WayAddPerson *self, GVariant *value)
{
  show_text (self->address, value, 0);
  show_text (self->postcode, value, 1);
  show_switch (self->kept_private, value, 3);
  show_text (self->who, value, 4);
}

static GVariant *
read_language (gpointer widget)
{
  WayAddPerson *self = widget;

  return g_variant_new ("(sssbs)", "", text_of (self->language), "",
                        gtk_switch_get_active (self->interpreter), "");
}

static void
show_language (WayAddPerson *self, GVariant *value)
{
  show_text (self->language, value, 1);
  show_switch (self->interpreter, value, 3);
}

static GVariant *
read_status (gpointer widget)
{
  WayAddPerson *self = widget;
  guint at = adw_combo_row_get_selected (self->status);
  char today[WAY_DATE_TEXT_SIZE];

  if (at == 0 || at > G_N_ELEMENTS (statuses))
    return g_variant_new ("(sss)", "", "", "");
  return g_variant_new ("(sss)", way_date_format (way_desk_get_today (self->desk), today),
                        statuses[at - 1], "");
}

static void
show_status (WayAddPerson *self, GVariant *value)
{
  g_autofree char *status = way_value_dup_string (value, 1);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (status, statuses[i]))
      adw_combo_row_set_selected (self->status, i + 1);
}

/* -- the fields -------------------------------------------------------------------------------- */

static const struct
{
  guint16 kind, group;
  WayFieldRead read;
  void (*show) (WayAddPerson *self, GVariant *value);
} parts[WAY_ADD_N_PARTS] = {
  [WAY_ADD_NAMES] = { WAY_KIND_PERSON, WAY_PERSON_NAMES, read_names, show_names },
  [WAY_ADD_PRONOUNS] = { WAY_KIND_PERSON, WAY_PERSON_PRONOUNS, read_pronouns, show_pronouns },
  [WAY_ADD_BIRTH] = { WAY_KIND_PERSON, WAY_PERSON_BIRTH, read_birth, show_birth },
  [WAY_ADD_CONTACT] = { WAY_KIND_PERSON, WAY_PERSON_CONTACT, read_contact, show_contact },
  [WAY_ADD_ADDRESS] = { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, read_address, show_address },
  [WAY_ADD_LANGUAGE] = { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, read_language, show_language },
  [WAY_ADD_STATUS] = { WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS, read_status,
                       show_status },
};

/* The case shows nothing in a form: who is added is not in it. */
static void
leave_alone (gpointer widget, GVariant *value)
{
}

/* (nullable) */
static const WayDraft *
find_draft (GPtrArray *drafts, const WayId *object, WayAddPart part)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->held && draft->kind == parts[part].kind && draft->group == parts[part].group
          && way_id_equal (&draft->object, object))
        return draft;
    }
  return NULL;
}

static void
bind_part (WayAddPerson *self, WayAddPart part, GPtrArray *drafts)
{
  const WayId *object = part == WAY_ADD_STATUS ? &self->entered : &self->id;
  const WayDraft *draft = find_draft (drafts, object, part);
  g_autoptr (GVariant) value = NULL;

  if (draft != NULL)
    value = way_value_from_bytes (
        draft->value,
        G_VARIANT_TYPE (way_schema_group (parts[part].kind, parts[part].group)->type));
  if (value != NULL)
    parts[part].show (self, value);
  self->fields[part] = way_field_new (self->desk, self->live, parts[part].kind, object,
                                      parts[part].group, parts[part].read, leave_alone, self);
  way_field_hold (self->fields[part], value != NULL ? draft : NULL);
  self->touched |= value != NULL;
}

static void
touch_cb (WayAddPerson *self)
{
  self->touched = TRUE;
}

void
way_add_person_bind (WayAddPerson *self, GPtrArray *drafts)
{
  const struct
  {
    gpointer widget;
    const char *signal;
    WayAddPart part;
  } typed[] = {
    { self->preferred, "typed", WAY_ADD_NAMES },
    { self->full, "typed", WAY_ADD_NAMES },
    { self->pronouns, "typed", WAY_ADD_PRONOUNS },
    { self->born, "typed", WAY_ADD_BIRTH },
    { self->phone, "typed", WAY_ADD_CONTACT },
    { self->email, "typed", WAY_ADD_CONTACT },
    { self->how, "typed", WAY_ADD_CONTACT },
    { self->address, "typed", WAY_ADD_ADDRESS },
    { self->postcode, "typed", WAY_ADD_ADDRESS },
    { self->kept_private, "notify::active", WAY_ADD_ADDRESS },
    { self->who, "typed", WAY_ADD_ADDRESS },
    { self->language, "typed", WAY_ADD_LANGUAGE },
    { self->interpreter, "notify::active", WAY_ADD_LANGUAGE },
    { self->status, "notify::selected", WAY_ADD_STATUS },
  };

  for (guint i = 0; i < WAY_ADD_N_PARTS; i++)
    bind_part (self, i, drafts);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_signal_connect_object (typed[i].widget, typed[i].signal, G_CALLBACK (way_field_typed),
                               self->fields[typed[i].part], G_CONNECT_SWAPPED);
      g_signal_connect_object (typed[i].widget, typed[i].signal, G_CALLBACK (touch_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

void
way_add_person_fill (WayAddPerson *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Not known yet"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (labels, way_codes_label ("status", statuses[i]));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (labels));
}
