/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle-page-private.h"

#include "way-begun.h"
#include "way-value.h"

GVariant *
way_settle_page_read_text (gpointer widget)
{
  WaySettlePage *self = widget;
  g_autofree char *text = way_writing_view_dup_text (self->view);

  return g_variant_new ("(ss)", text, text[0] != '\0' ? self->language : "");
}

/* Of what stands in the case nothing is shown here: the text begins empty. */
static void
show_text (gpointer widget, GVariant *value)
{
}

static GVariant *
read_reason (gpointer widget)
{
  WaySettlePage *self = widget;

  return g_variant_new ("(s)", gtk_editable_get_text (GTK_EDITABLE (self->why)));
}

static const WayDraft *
find_draft (WaySettlePage *self, guint16 kind, const WayId *object, guint16 group)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->held && draft->kind == kind && draft->group == group
          && way_id_equal (&draft->object, object)
          && way_id_equal (&draft->case_id, way_live_case_get_id (self->tab.live)))
        return draft;
    }
  return NULL;
}

static char *
dup_draft_text (const WayDraft *draft, const char *type)
{
  g_autoptr (GVariant) value = way_value_from_bytes (draft->value, G_VARIANT_TYPE (type));

  return value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
}

void
way_settle_page_hold_text (WaySettlePage *self, const WayConflict *conflict)
{
  const WayDraft *draft = find_draft (self, conflict->kind, &conflict->object, conflict->group);

  self->text = way_field_new (self->tab.desk, self->tab.live, conflict->kind, &conflict->object,
                              conflict->group, way_settle_page_read_text, show_text, self);
  way_field_hold (self->text, draft);
  if (draft != NULL)
    {
      g_autofree char *text = dup_draft_text (draft, "(ss)");

      way_writing_view_show_text (self->view, text);
    }
}

void
way_settle_page_hold_reason (WaySettlePage *self, const WayConflict *conflict)
{
  WayId id = way_begun_settlement (conflict->kind, &conflict->object, conflict->group);
  const WayDraft *draft = find_draft (self, WAY_KIND_SETTLEMENT, &id, WAY_SETTLEMENT_REASON);

  self->reason = way_field_new (self->tab.desk, self->tab.live, WAY_KIND_SETTLEMENT, &id,
                                WAY_SETTLEMENT_REASON, read_reason, show_text, self);
  way_field_hold (self->reason, draft);
  if (draft != NULL)
    {
      g_autofree char *text = dup_draft_text (draft, "(s)");

      gtk_editable_set_text (GTK_EDITABLE (self->why), text);
    }
}

void
way_settle_page_close_fields (WaySettlePage *self, gboolean forget)
{
  WayField **fields[] = { &self->text, &self->reason };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*fields[i] != NULL)
      {
        if (forget)
          way_field_forget (*fields[i]);
        way_field_close (*fields[i]);
        g_clear_object (fields[i]);
      }
}
