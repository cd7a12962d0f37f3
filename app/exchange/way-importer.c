/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-importer.h"

#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-fold.h"
#include "way-i18n.h"
#include "way-json-scan.h"
#include "way-person-read.h"
#include "way-person-shape.h"
#include "way-value.h"

/* No act holds as many fields as would need more values than this, so a person with more is refused
 * before a tree is built of them. */
#define PERSON_VALUES_MAX (8u * WAY_ACT_MAX)

struct _WayImporter
{
  WayImportOptions options;
  WayJsonScan *scan;
  int shift_days;
  guint next;
  GHashTable *ids;   /* (owned): set of WayId */
  GHashTable *known; /* (owned): set of char *, as dup_key() makes them */
};

void
way_imported_person_free (WayImportedPerson *self)
{
  if (self == NULL)
    return;

  way_act_free (self->act);
  g_ptr_array_unref (self->refusals);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/* -- the document ------------------------------------------------------------------------------ */

static gboolean
fail (GError **error, const char *sentence)
{
  return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT, "%s", _ (sentence));
}

/* (transfer full) (nullable): NULL where the member is missing or no text. */
static char *
dup_text_member (const WayJsonScan *scan, const char *name)
{
  const WayJsonMember *member = way_json_scan_get_member (scan, name);
  g_autoptr (JsonNode) node = NULL;

  if (member == NULL || member->range.n_values != 1)
    return NULL;
  node = way_json_scan_parse (scan, member->range);
  return JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static gboolean
check_members (const WayJsonScan *scan, GError **error)
{
  static const char *const names[] = { "format", "as_of", "people", NULL };
  const WayJsonMember *people = way_json_scan_get_member (scan, "people");
  const char *text = g_bytes_get_data (scan->bytes, NULL);

  for (guint i = 0; i < scan->members->len; i++)
    {
      const WayJsonMember *member = g_ptr_array_index (scan->members, i);

      /* Unnamed: in a document that is broken, a name may be what somebody said. */
      if (way_schema_name_index (names, member->name) < 0)
        return fail (error, N_ ("Only “format”, “as_of” and “people” belong at the top of a "
                                "“waymark-cases/1” document: take out what else stands there."));
    }
  if (people == NULL || text[people->range.start] != '[')
    return fail (error,
                 N_ ("The document has no list “people”, so there is nobody to read in it."));
  return TRUE;
}

/* What is refused outside of any person is refused for the whole document. */
static gboolean
check_refusals (const WayJsonScan *scan, GError **error)
{
  guint in_people = 0;

  for (guint i = 0; i < scan->items->len; i++)
    in_people += g_array_index (scan->items, WayJsonRange, i).n_refusals;
  if (scan->whole.n_refusals > in_people)
    return fail (error, N_ ("A name stands twice at the top of the document, or a text there is "
                            "broken: mend it and try again."));
  return TRUE;
}

static gboolean
check_format (const WayJsonScan *scan, GError **error)
{
  g_autofree char *format = dup_text_member (scan, "format");

  if (format == NULL)
    return fail (error,
                 N_ ("The document does not say its format: Waymark reads “waymark-cases/1”."));
  if (g_str_equal (format, WAY_DOCUMENT_FORMAT))
    return TRUE;
  if (g_str_has_prefix (format, "waymark-cases/"))
    return fail (error, N_ ("The document was written by a newer Waymark: this one reads "
                            "“waymark-cases/1” only."));
  return fail (error, N_ ("The document is in a format that Waymark does not read: it reads "
                          "“waymark-cases/1”."));
}

static gboolean
read_as_of (WayImporter *self, GError **error)
{
  gboolean given = way_json_scan_get_member (self->scan, "as_of") != NULL;
  g_autofree char *text = dup_text_member (self->scan, "as_of");
  WayDate as_of;

  if (!given && !self->options.practice)
    return TRUE;
  if (!given)
    return fail (error,
                 N_ ("The document does not say “as_of”, so its dates cannot be moved to today."));
  if (text == NULL || !way_date_parse (text, WAY_DATE_FULL, &as_of))
    return fail (error, N_ ("/as_of is not a date: write one such as 2026-05-31."));
  if (self->options.practice)
    self->shift_days = way_date_days_between (as_of, self->options.today);
  return TRUE;
}

WayImporter *
way_importer_new (GBytes *json, const WayImportOptions *options, GError **error)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (json, "people", error);
  g_autoptr (WayImporter) self = NULL;

  if (scan == NULL || !check_refusals (scan, error) || !check_format (scan, error)
      || !check_members (scan, error))
    return NULL;

  self = g_new0 (WayImporter, 1);
  self->options = *options;
  self->options.reference = way_reference_ref (options->reference);
  self->options.random = g_object_ref (options->random);
  self->scan = g_steal_pointer (&scan);
  self->ids = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_as_of (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_importer_free (WayImporter *self)
{
  if (self == NULL)
    return;

  way_reference_unref (self->options.reference);
  g_object_unref (self->options.random);
  way_json_scan_free (self->scan);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->known);
  g_free (self);
}

guint
way_importer_n_people (WayImporter *self)
{
  return self->scan->items->len;
}

/* -- the same person twice --------------------------------------------------------------------- */

/* (transfer full) (nullable): NULL where name or birth date is not given. */
static char *
dup_key (const char *name, const char *born)
{
  g_autofree char *folded = way_fold (name);

  return folded[0] != '\0' && born[0] != '\0' ? g_strconcat (born, " ", folded, NULL) : NULL;
}

static void
add_key (WayImporter *self, const char *name, const char *born)
{
  char *key = dup_key (name, born);

  if (key != NULL)
    g_hash_table_add (self->known, key);
}

void
way_importer_add_known (WayImporter *self,
                        const char *preferred_name,
                        const char *full_name,
                        const char *date_of_birth)
{
  add_key (self, preferred_name, date_of_birth);
  add_key (self, full_name, date_of_birth);
}

static gboolean
is_known (WayImporter *self, const char *name, const char *born)
{
  g_autofree char *key = dup_key (name, born);

  return key != NULL && g_hash_table_contains (self->known, key);
}

/* (transfer full): "" where the act does not set the person's @group. */
static char *
dup_person_text (const WayAct *act, guint16 group, gsize member)
{
  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);
      g_autoptr (GVariant) value = NULL;

      if (change->kind != WAY_KIND_PERSON)
        break;
      if (change->group != group)
        continue;
      value = way_value_from_bytes (change->value,
                                    G_VARIANT_TYPE (way_schema_group (change->kind, group)->type));
      return way_value_dup_string (value, member);
    }
  return g_strdup ("");
}

static void
warn_of_twin (WayImporter *self, WayImportedPerson *person)
{
  g_autofree char *preferred = dup_person_text (person->act, WAY_PERSON_NAMES, 0);
  g_autofree char *full = dup_person_text (person->act, WAY_PERSON_NAMES, 1);
  g_autofree char *born = dup_person_text (person->act, WAY_PERSON_BIRTH, 0);
  g_autofree char *path = g_strdup_printf ("/people/%u", person->index);

  if (is_known (self, preferred, born) || is_known (self, full, born))
    way_refusals_add (
        person->warnings, path,
        N_ ("Somebody with this name and birth date is there already: look whether they "
            "are the same person."));
  way_importer_add_known (self, preferred, full, born);
}

/* -- one person -------------------------------------------------------------------------------- */

/* What the scanner found in this person, which json-glib would read as it likes. */
static void
copy_refusals (WayImporter *self, WayJsonRange range, WayReading *reading)
{
  GPtrArray *all = self->scan->refusals;

  for (guint i = range.first_refusal; i < range.first_refusal + range.n_refusals && i < all->len;
       i++)
    {
      const WayRefusal *refusal = g_ptr_array_index (all, i);

      way_refusals_add (reading->refusals, refusal->path, "%s", refusal->sentence);
    }
  if (range.n_refusals > 0 && reading->refusals->len == 0)
    way_reading_refuse (reading, N_ ("A name stands twice in here, or a text is broken."));
}

static void
read_person (WayImporter *self, WayJsonRange range, WayReading *reading)
{
  g_autoptr (JsonNode) node = NULL;

  copy_refusals (self, range, reading);
  if (reading->refusals->len > 0)
    return;
  if (range.n_values > PERSON_VALUES_MAX)
    {
      way_reading_refuse (reading,
                          N_ ("There is more here than one person's record takes in at once: "
                              "at most 65,535 fields."));
      return;
    }
  node = way_json_scan_parse (self->scan, range);
  way_person_read (reading, node);
}

WayImportedPerson *
way_importer_next (WayImporter *self)
{
  WayReading reading = { .reference = self->options.reference,
                         .random = self->options.random,
                         .today = self->options.today,
                         .shift_days = self->shift_days,
                         .ids = self->ids,
                         .id_is_known = self->options.id_is_known,
                         .id_data = self->options.id_data };
  WayImportedPerson *person;
  WayId id;

  if (self->next >= self->scan->items->len)
    return NULL;

  person = g_new0 (WayImportedPerson, 1);
  person->index = self->next++;
  way_id_new (self->options.random, &id);
  way_reading_begin (&reading, &id, self->options.made_ms);
  g_string_append_printf (reading.path, "/people/%u", person->index);
  read_person (self, g_array_index (self->scan->items, WayJsonRange, person->index), &reading);

  person->refusals = g_steal_pointer (&reading.refusals);
  person->warnings = way_refusals_new ();
  if (person->refusals->len == 0)
    {
      person->act = g_steal_pointer (&reading.act);
      warn_of_twin (self, person);
    }
  way_reading_clear (&reading);
  return person;
}
