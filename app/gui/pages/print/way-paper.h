/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPaper: one plan on its way to paper: which plan, what goes in, and the copies made of it.
 *
 * "changed" is emitted when the plan or what goes in is another one, so that what was seen of it is
 * out of date.  Main context only; pages are set on the pool.
 */
#pragma once

#include "way-desk.h"
#include "way-document-places.h"
#include "way-plan.h"
#include "way-print-preview.h"

G_BEGIN_DECLS

#define WAY_TYPE_PAPER (way_paper_get_type ())
G_DECLARE_FINAL_TYPE (WayPaper, way_paper, WAY, PAPER, GObject)

/* (transfer full): @version (nullable) names an agreed plan; NULL is the newest one where nothing
 * was changed since, else the draft.  @live has loaded its case. */
WayPaper *way_paper_new (WayDesk *desk, WayLiveCase *live, const WayId *version);

/* (transfer none): the plan as it will be printed. */
WayDocument *way_paper_get_document (WayPaper *self);
/* (transfer full): what the person is called; "Plan 4, draft"; "Pathway plan 2025-11-06.pdf". */
char *way_paper_dup_name (WayPaper *self);
char *way_paper_dup_plan (WayPaper *self);
char *way_paper_dup_file_name (WayPaper *self);

const char *way_paper_get_language (WayPaper *self);
void way_paper_set_language (WayPaper *self, const char *language);
/* A part as in WayPrintOptions, or "adviser_view", or "surnames" of other people. */
gboolean way_paper_has_part (WayPaper *self, const char *part);
void way_paper_set_part (WayPaper *self, const char *part, gboolean on);
/* TRUE where other people's surnames are known: only then can they be left out. */
gboolean way_paper_has_surnames (WayPaper *self);
/* TRUE where the person keeps an address private: only then can it be left out. */
gboolean way_paper_has_private_address (WayPaper *self);
gboolean way_paper_get_with_address (WayPaper *self);
void way_paper_set_with_address (WayPaper *self, gboolean with_address);

/* (transfer full): WayDocumentPlace; none where the address is printed anyway. */
GPtrArray *way_paper_list_places (WayPaper *self);

/* The pages to look at, with a dash for the number of the copy. */
void way_paper_preview (WayPaper *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
WayPrintPreview *way_paper_preview_finish (WayPaper *self, GAsyncResult *result, GError **error);

/* One copy for @made_for: what is being typed is saved, the pages are made with the number of the
 * copy, and the copy is in the case before its bytes are handed out. */
void way_paper_make_copy (WayPaper *self,
                          const char *made_for,
                          GAsyncReadyCallback callback,
                          gpointer data);
/* (transfer full): the PDF; @ret_number: "K7F-2QD". */
GBytes *way_paper_make_copy_finish (WayPaper *self,
                                    GAsyncResult *result,
                                    char **ret_number,
                                    GError **error);
/* Nobody got the pages of copy @number: it is taken back, and what became of it stays in the case.
 */
void way_paper_take_back (WayPaper *self, const char *number);

G_END_DECLS
