/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-paper.h"

#include "way-document-surnames.h"
#include "way-copy.h"
#include "way-i18n.h"
#include "way-person-text.h"
#include "way-plan-facts.h"
#include "way-task.h"

/* In the place of a number that is not given yet. */
#define NO_NUMBER "—"

struct _WayPaper
{
  GObject parent;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId wanted;      /* nil: no version was asked for */

  GPtrArray *versions;       /* (owned): WayVersion */
  const WayVersion *version; /* (nullable): NULL for the draft; belongs to versions */
  WayDocument *document;     /* (owned) */

  const char *language; /* of way_print_languages() */
  GHashTable *left_out; /* (owned): parts */
  gboolean with_address;
};

G_DEFINE_FINAL_TYPE (WayPaper, way_paper, G_TYPE_OBJECT)

static guint changed_signal;

/* -- which plan -------------------------------------------------------------------------------- */

static const WayVersion *
find_version (WayPaper *self, WayDocument *draft)
{
  if (way_id_is_nil (&self->wanted))
    return way_plan_find_current (self->versions, draft);
  for (guint i = 0; i < self->versions->len; i++)
    {
      const WayVersion *version = g_ptr_array_index (self->versions, i);

      if (way_id_equal (&version->object, &self->wanted))
        return version;
    }
  return NULL;
}

/* A version prints from its content alone; one that is damaged is not printed as if it were whole,
 * so the draft is. */
static void
read_plan (WayPaper *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (self->desk));
  g_autoptr (WayDocument) draft = way_plan_build_draft (
      present, team, way_desk_get_reference (self->desk), way_desk_get_today (self->desk));

  g_clear_pointer (&self->document, way_document_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  self->versions = way_plan_list_versions (present);
  self->version = find_version (self, draft);
  if (self->version != NULL)
    self->document = way_version_open (self->version, NULL);
  if (self->document == NULL)
    {
      self->version = NULL;
      self->document = g_steal_pointer (&draft);
    }
}

static void
emit_changed (WayPaper *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
case_changed_cb (WayPaper *self)
{
  if (way_live_case_get_case (self->live) == NULL)
    return;
  read_plan (self);
  emit_changed (self);
}

/* The person's own reading language, where there are labels of it. */
static const char *
choose_language (const WayDocument *document)
{
  const char *const *languages = way_print_languages ();

  for (gsize i = 0; languages[i] != NULL; i++)
    if (g_ascii_strcasecmp (languages[i], document->reading_language) == 0)
      return languages[i];
  return languages[0];
}

WayPaper *
way_paper_new (WayDesk *desk, WayLiveCase *live, const WayId *version)
{
  WayPaper *self = g_object_new (WAY_TYPE_PAPER, NULL);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->wanted = version != NULL ? *version : way_id_nil;
  read_plan (self);
  self->language = choose_language (self->document);
  g_signal_connect_object (live, "changed", G_CALLBACK (case_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
way_paper_finalize (GObject *object)
{
  WayPaper *self = WAY_PAPER (object);

  g_clear_pointer (&self->document, way_document_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_hash_table_unref);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_paper_parent_class)->finalize (object);
}

static void
way_paper_class_init (WayPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_paper_finalize;
  changed_signal = g_signal_new ("changed", WAY_TYPE_PAPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
way_paper_init (WayPaper *self)
{
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* -- what it is -------------------------------------------------------------------------------- */

WayDocument *
way_paper_get_document (WayPaper *self)
{
  return self->document;
}

char *
way_paper_dup_name (WayPaper *self)
{
  return way_case_dup_short_name (way_live_case_get_case (self->live));
}

char *
way_paper_dup_plan (WayPaper *self)
{
  const WayDocument *document = self->document;
  WayPlanLife life = { .number = document->number,
                       .agreed = !document->draft,
                       .agreed_on = document->agreed_on,
                       .review_due = document->review_by };

  return way_plan_life_text (&life, way_desk_get_today (self->desk));
}

char *
way_paper_dup_file_name (WayPaper *self)
{
  WayDate on = self->document->draft ? way_desk_get_today (self->desk) : self->document->agreed_on;
  char text[WAY_DATE_TEXT_SIZE];

  return g_strdup_printf (_ ("Pathway plan %s.pdf"), way_date_format (on, text));
}

/* -- what goes in ------------------------------------------------------------------------------ */

const char *
way_paper_get_language (WayPaper *self)
{
  return self->language;
}

void
way_paper_set_language (WayPaper *self, const char *language)
{
  const char *const *languages = way_print_languages ();

  for (gsize i = 0; languages[i] != NULL; i++)
    if (g_str_equal (languages[i], language) && self->language != languages[i])
      {
        self->language = languages[i];
        emit_changed (self);
      }
}

gboolean
way_paper_has_part (WayPaper *self, const char *part)
{
  return !g_hash_table_contains (self->left_out, part);
}

void
way_paper_set_part (WayPaper *self, const char *part, gboolean on)
{
  if (way_paper_has_part (self, part) == on)
    return;
  if (on)
    g_hash_table_remove (self->left_out, part);
  else
    g_hash_table_add (self->left_out, g_strdup (part));
  emit_changed (self);
}

gboolean
way_paper_has_surnames (WayPaper *self)
{
  return way_document_has_surnames (self->document);
}

gboolean
way_paper_has_private_address (WayPaper *self)
{
  const WayObject *person = way_case_get_person (way_live_case_get_case (self->live));

  return self->document->address_private
         || (person != NULL && way_object_get_bool (person, WAY_PERSON_ADDRESS, 3));
}

gboolean
way_paper_get_with_address (WayPaper *self)
{
  return self->with_address;
}

void
way_paper_set_with_address (WayPaper *self, gboolean with_address)
{
  if (self->with_address == with_address)
    return;
  self->with_address = with_address;
  emit_changed (self);
}

/* (transfer full): NULL where everything goes in. */
static char **
dup_sections (WayPaper *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *matters = self->document->matters;

  if (g_hash_table_size (self->left_out) == 0)
    return NULL;
  g_ptr_array_add (parts, g_strdup ("front"));
  for (guint i = 0; i < matters->len; i++)
    g_ptr_array_add (parts, g_strdup (((WayDocumentMatter *)g_ptr_array_index (matters, i))->key));
  g_ptr_array_add (parts, g_strdup ("actions"));
  g_ptr_array_add (parts, g_strdup ("agreeing"));
  for (guint i = parts->len; i-- > 0;)
    if (!way_paper_has_part (self, g_ptr_array_index (parts, i)))
      g_ptr_array_remove_index (parts, i);
  /* of nothing there is nothing to leave out */
  if (parts->len > 0 && !way_paper_has_part (self, "adviser_view"))
    g_ptr_array_add (parts, g_strdup (WAY_DOCUMENT_NO_ADVISER_VIEW));
  if (parts->len > 0 && !way_paper_has_part (self, "surnames"))
    g_ptr_array_add (parts, g_strdup (WAY_DOCUMENT_NO_SURNAMES));
  g_ptr_array_add (parts, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&parts), FALSE);
}

GPtrArray *
way_paper_list_places (WayPaper *self)
{
  g_auto (GStrv) sections = dup_sections (self);

  if (self->with_address)
    return g_ptr_array_new ();
  return way_document_list_places (self->document, way_live_case_get_case (self->live),
                                   (const char *const *)sections);
}

/* -- pages ------------------------------------------------------------------------------------- */

/* Everything the pool needs, of its own. */
typedef struct
{
  WayDocument *document; /* (owned) */
  char **sections;       /* (owned) (nullable) */
  WayPrintOptions options;

  /* Of a copy alone. */
  WayCopy copy;
  GBytes *pdf; /* (owned) (nullable) */
} Printing;

static void
printing_clear (Printing *self)
{
  g_clear_pointer (&self->document, way_document_unref);
  g_clear_pointer (&self->sections, g_strfreev);
  way_copy_clear (&self->copy);
  g_clear_pointer (&self->pdf, g_bytes_unref);
}

WAY_DEFINE_DATA (Printing, printing)

static void
fill_printing (WayPaper *self, Printing *printing)
{
  g_clear_pointer (&printing->document, way_document_unref);
  g_clear_pointer (&printing->sections, g_strfreev);
  printing->document = way_document_ref (self->document);
  printing->sections = dup_sections (self);
  printing->options = (WayPrintOptions){
    .language = self->language,
    .sections = (const char *const *)printing->sections,
    .with_address = self->with_address,
    .copy_number = NO_NUMBER,
    .practice = way_desk_is_practice (self->desk),
  };
}

static void
preview_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Printing *printing = data;
  GError *error = NULL;
  WayPrintPreview *preview;

  if (g_task_return_error_if_cancelled (task))
    return;
  preview = way_print_preview_new (printing->document, &printing->options, &error);
  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify)way_print_preview_unref);
  else
    g_task_return_error (task, error);
}

void
way_paper_preview (WayPaper *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Printing *printing = printing_new0 ();

  fill_printing (self, printing);
  g_task_set_source_tag (task, way_paper_preview);
  g_task_set_task_data (task, printing, (GDestroyNotify)printing_free);
  way_executor_run_in_pool (way_desk_get_executor (self->desk), task, preview_in_pool);
}

WayPrintPreview *
way_paper_preview_finish (WayPaper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- a copy ------------------------------------------------------------------------------------ */

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Printing *printing = g_task_get_task_data (task);
  GError *error = NULL;

  if (way_desk_commit_finish (WAY_DESK (source), result, &error))
    g_task_return_pointer (task, g_bytes_ref (printing->pdf), (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayPaper *self = WAY_PAPER (source);
  Printing *printing = g_task_get_task_data (task);
  GError *error = NULL;

  printing->pdf = g_task_propagate_pointer (G_TASK (result), &error);
  if (printing->pdf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  way_desk_commit (self->desk,
                   way_copy_build_act (&printing->copy, way_live_case_get_id (self->live)),
                   entered_cb, g_steal_pointer (&task));
}

static void
make_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Printing *printing = data;
  GError *error = NULL;
  GBytes *pdf = way_print_plan (printing->document, &printing->options, &printing->copy.pages,
                                &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
number_copy (WayPaper *self, Printing *printing)
{
  WayCopy *copy = &printing->copy;
  WayId id;

  way_id_new (way_desk_get_random (self->desk), &id);
  way_copy_set_id (copy, &id);
  way_copy_set_version (copy, self->version);
  copy->language = g_strdup (self->language);
  copy->sections = printing->sections != NULL ? g_strdupv (printing->sections) : g_new0 (char *, 1);
  copy->with_address = self->with_address;
  copy->on = way_desk_get_today (self->desk);
  copy->by = *way_desk_get_user (self->desk);
  printing->options.copy_number = copy->number;
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayPaper *self = g_task_get_source_object (task);
  Printing *printing = g_task_get_task_data (task);
  g_autoptr (GTask) making = NULL;
  GError *error = NULL;

  if (!way_desk_flush_finish (self->desk, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  fill_printing (self, printing);
  number_copy (self, printing);
  if (!way_copy_check (&printing->copy, printing->copy.on, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  making = g_task_new (self, NULL, made_cb, g_object_ref (task));
  g_task_set_task_data (making, printing, NULL);
  way_executor_run_in_pool (way_desk_get_executor (self->desk), making, make_in_pool);
}

void
way_paper_make_copy (WayPaper *self,
                     const char *made_for,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Printing *printing = printing_new0 ();

  printing->copy.made_for = g_strstrip (g_strdup (made_for));
  g_task_set_source_tag (task, way_paper_make_copy);
  g_task_set_task_data (task, printing, (GDestroyNotify)printing_free);
  way_desk_flush (self->desk, flushed_cb, task);
}

GBytes *
way_paper_make_copy_finish (WayPaper *self, GAsyncResult *result, char **ret_number, GError **error)
{
  GBytes *pdf;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  pdf = g_task_propagate_pointer (G_TASK (result), error);
  if (pdf != NULL && ret_number != NULL)
    *ret_number = g_strdup (((Printing *)g_task_get_task_data (G_TASK (result)))->copy.number);
  return pdf;
}

void
way_paper_take_back (WayPaper *self, const char *number)
{
  g_auto (WayCopy) copy = { .version = NULL };

  if (way_copy_find (&copy, way_live_case_get_case (self->live), number, NULL))
    way_desk_commit (self->desk,
                     way_copy_build_return (&copy.id, way_live_case_get_id (self->live)), NULL,
                     NULL);
}
