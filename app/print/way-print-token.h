/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a PDF content stream (ISO 32000-1, 7.2 and 7.8.2).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_PRINT_TOKEN_END,
  WAY_PRINT_TOKEN_NUMBER,
  WAY_PRINT_TOKEN_NAME,     /* with its slash */
  WAY_PRINT_TOKEN_STRING,   /* in round brackets */
  WAY_PRINT_TOKEN_HEX,      /* in angle brackets */
  WAY_PRINT_TOKEN_BRACKET,  /* [ ] << >> */
  WAY_PRINT_TOKEN_OPERATOR, /* also true, false, null */
  WAY_PRINT_TOKEN_BAD,      /* a string or bracket that does not end */
} WayPrintTokenKind;

typedef struct
{
  WayPrintTokenKind kind;
  const char *start;
  gsize length;
} WayPrintToken;

/* The token at or after @at, before @end. */
WayPrintToken way_print_token_next (const char *at, const char *end);

gboolean way_print_token_is (const WayPrintToken *self, const char *text);

/* (transfer full): the bytes that a string or hex string stands for. */
GByteArray *way_print_token_decode (const WayPrintToken *self);

G_END_DECLS
