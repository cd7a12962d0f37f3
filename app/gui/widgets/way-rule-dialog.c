/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rule-dialog.h"

#include <adwaita.h>
#include "way-date-text.h"
#include "way-i18n.h"

static void
add_paragraph (GString *body, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  g_string_append_printf (body, "%s%s", body->len > 0 ? "\n\n" : "", text);
}

/* What can be said of how sure the rule is; "" of one that is plainly in force. */
static const char *
standing_text (const WayRule *rule)
{
  if (g_strcmp0 (rule->status, "unconfirmed") == 0)
    return _ ("Not confirmed against the words of the law yet.");
  if (g_strcmp0 (rule->status, "default") == 0)
    return _ ("A default: the law sets no such figure.");
  return "";
}

static void
add_rule (GString *body, const WayRule *rule)
{
  const char *standing = standing_text (rule);

  add_paragraph (body, rule->source);
  if (!way_date_is_none (rule->valid_from))
    {
      g_autofree char *since = way_date_text (rule->valid_from, way_date_none);

      g_string_append_c (body, '\n');
      g_string_append_printf (body, _ ("In force since %s."), since);
    }
  if (standing[0] != '\0')
    g_string_append_printf (body, "\n%s", standing);
}

static char *
dup_body (WayDesk *desk, const char *key, const char *sum)
{
  const WayRule *rule = way_reference_get_rule (way_desk_get_reference (desk), key,
                                                way_desk_get_today (desk));
  GString *body = g_string_new (rule != NULL ? rule->words : "");

  add_paragraph (body, sum);
  if (rule != NULL)
    add_rule (body, rule);
  return g_string_free (body, FALSE);
}

void
way_rule_dialog_present (GtkWidget *opener, WayDesk *desk, const char *rule, const char *sum)
{
  g_autofree char *body = dup_body (desk, rule, sum);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (opener)),
                                              _ ("The rule"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
