/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contact-form-private.h"

#include "way-blank.h"
#include "way-case-after.h"
#include "way-contact.h"
#include "way-i18n.h"
#include "way-rights.h"
#include "way-value.h"

/* -- one act of all that was written ----------------------------------------------------------- */

static gboolean
is_contact_part_written (WayContactForm *self, WayPart part)
{
  return way_contact_form_uses (self, part)
         && (self->fresh || way_field_is_dirty (self->fields[part]));
}

static WayAct *
build_contact (WayContactForm *self)
{
  WayAct *act = way_act_new (way_live_case_get_id (self->live), 0);

  if (self->fresh)
    way_act_create (act, WAY_KIND_CONTACT, &self->objects[0]);
  for (guint i = 0; i < WAY_N_CONTACT_PARTS; i++)
    if (is_contact_part_written (self, i))
      way_field_add_to_act (self->fields[i], act);
  return act;
}

WayCase *
way_contact_form_foresee (WayContactForm *self)
{
  g_autoptr (WayAct) act = build_contact (self);

  return way_case_after (way_live_case_get_case (self->live), act,
                         way_clock_now (way_desk_get_clock (self->desk)));
}

static void
append_parts (WayContactForm *self, WayAct *act, WayPart first, WayPart last)
{
  for (guint i = first; i <= last; i++)
    way_field_add_to_act (self->fields[i], act);
}

/* An action stands under its section, which may not be begun yet. */
static void
append_section (WayContactForm *self, WayAct *act)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (
      way_contact_parts[WAY_PART_ACTION_MATTER].read (self));
  WayId matter;

  if (way_value_get_id (value, 0, &matter) && !way_id_is_nil (&matter)
      && way_case_get_object (way_live_case_get_case (self->live), WAY_KIND_MATTER, &matter)
             == NULL)
    way_act_create (act, WAY_KIND_MATTER, &matter);
}

static WayAct *
build_act (WayContactForm *self)
{
  WayAct *act = build_contact (self);

  if (way_contact_form_uses (self, WAY_PART_BOOK_WHEN))
    {
      way_act_create (act, WAY_KIND_APPOINTMENT, &self->objects[1]);
      append_parts (self, act, WAY_PART_BOOK_WHEN, WAY_PART_BOOK_WHAT);
    }
  if (way_contact_form_uses (self, WAY_PART_ACTION_WHAT))
    {
      append_section (self, act);
      way_act_create (act, WAY_KIND_ACTION, &self->objects[2]);
      append_parts (self, act, WAY_PART_ACTION_WHAT, WAY_PART_ACTION_MATTER);
      way_act_set (act, WAY_KIND_ACTION, &self->objects[2], WAY_ACTION_STATUS,
                   g_variant_new ("(s)", "to_do"));
    }
  return act;
}

/* -- what stands in the way -------------------------------------------------------------------- */

static gboolean
check_when (WayContactForm *self)
{
  g_autoptr (GVariant) when = NULL;

  if (!way_date_row_check (self->when))
    return FALSE;
  when = g_variant_ref_sink (way_contact_parts[WAY_PART_WHEN].read (self));
  if (!way_contact_is_to_come (when, way_clock_now (way_desk_get_clock (self->desk))))
    return TRUE;
  way_date_row_refuse (self->when,
                       _ ("Write today or a day before. What is still to come is booked below."));
  way_date_row_edit (self->when);
  return FALSE;
}

/* A form that was opened within the day may be saved after it. */
static gboolean
check_age (WayContactForm *self)
{
  const WayObject *contact = way_case_get_object (way_live_case_get_case (self->live),
                                                  WAY_KIND_CONTACT, &self->objects[0]);

  if (contact == NULL
      || !way_rights_needs_correction (WAY_KIND_CONTACT, contact->created_ms,
                                       way_clock_now (way_desk_get_clock (self->desk))))
    return TRUE;
  way_contact_form_refuse (
      self, _ ("Add a correction instead: this was written down more than a day ago, so it "
               "stays as it is. What you typed here is kept until you throw it away."));
  gtk_widget_grab_focus (GTK_WIDGET (self->save));
  return FALSE;
}

static gboolean
check_booked (WayContactForm *self)
{
  if (way_date_row_check (self->book_when))
    return TRUE;
  adw_expander_row_set_expanded (self->book, TRUE);
  way_date_row_edit (self->book_when);
  return FALSE;
}

static gboolean
check_action (WayContactForm *self)
{
  if (!way_date_row_check (self->by))
    {
      adw_expander_row_set_expanded (self->action, TRUE);
      way_date_row_edit (self->by);
      return FALSE;
    }
  if (!way_contact_form_uses (self, WAY_PART_ACTION_WHAT)
      || adw_combo_row_get_selected (self->section) > 0)
    return TRUE;
  way_contact_form_refuse (self, _ ("Choose the section of the plan that the action belongs to."));
  adw_expander_row_set_expanded (self->action, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->section));
  return FALSE;
}

/* -- saving ------------------------------------------------------------------------------------ */

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayContactForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);

  /* Locked meanwhile: what was written is written, and there is no form any more. */
  if (!self->saving || self->live == NULL)
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), TRUE);
  if (ok)
    way_contact_form_finish (self);
  else
    way_contact_form_refuse (self, error->message);
}

/* R4 */
static void
drop_unused (WayContactForm *self)
{
  for (guint i = 0; i < WAY_N_PARTS; i++)
    if (!way_contact_form_uses (self, i))
      way_field_forget (self->fields[i]);
}

void
way_contact_form_save (WayContactForm *self)
{
  WayAct *act;

  if (self->live == NULL || self->saving || !check_when (self) || !check_age (self))
    return;
  if (self->fresh && (!check_booked (self) || !check_action (self)))
    return;
  way_contact_form_refuse (self, "");
  drop_unused (self);
  act = build_act (self);
  if (act->changes->len == 0)
    {
      way_act_free (act);
      way_contact_form_finish (self);
      return;
    }
  self->saving = TRUE;
  way_blank_focus (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), FALSE);
  way_desk_commit (self->desk, act, committed_cb, g_object_ref (self));
}
