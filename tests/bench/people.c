/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include <math.h>
#include <string.h>

#define N_CONTACTS 40
#define N_REVIEWS 5

/* From the commonest on. */
static const char *const words[] = {
  "the",
  "and",
  "to",
  "of",
  "a",
  "in",
  "is",
  "it",
  "that",
  "was",
  "he",
  "she",
  "they",
  "for",
  "with",
  "on",
  "be",
  "my",
  "at",
  "have",
  "we",
  "not",
  "this",
  "had",
  "from",
  "but",
  "can",
  "you",
  "what",
  "will",
  "up",
  "out",
  "about",
  "more",
  "when",
  "see",
  "time",
  "home",
  "go",
  "like",
  "get",
  "said",
  "support",
  "college",
  "housing",
  "adviser",
  "plan",
  "health",
  "family",
  "work",
  "money",
  "course",
  "application",
  "meeting",
  "contact",
  "tenancy",
  "budget",
  "placement",
  "worker",
  "training",
  "school",
  "brother",
  "sister",
  "mother",
  "father",
  "friends",
  "football",
  "music",
  "cooking",
  "kitchen",
  "landlord",
  "deposit",
  "repair",
  "heating",
  "noise",
  "travel",
  "passport",
  "licence",
  "identity",
  "doctor",
  "dentist",
  "optician",
  "medication",
  "wellbeing",
  "anxiety",
  "sleep",
  "confidence",
  "mentor",
  "volunteer",
  "interview",
  "apprenticeship",
  "employment",
  "savings",
  "grant",
  "benefit",
  "bursary",
  "laptop",
  "internet",
  "phone",
  "email",
  "bank",
  "account",
  "probation",
  "court",
  "solicitor",
  "hearing",
  "religion",
  "culture",
  "language",
  "interpreter",
  "advocate",
  "complaint",
  "review",
  "attendance",
  "maths",
  "english",
  "exam",
  "deadline",
  "library",
  "tutor",
  "lesson",
  "practice",
  "provisional",
  "driving",
  "bus",
  "train",
  "carer",
  "foster",
  "hostel",
  "flat",
  "kettle",
  "carpet",
  "paint",
  "curtains",
  "cooker",
  "laundry",
  "neighbour",
  "gas",
  "electric",
  "arrears",
  "tax",
  "voting",
  "register",
  "group",
  "team",
  "gym",
  "boxing",
  "swimming",
  "garden",
  "nurse",
  "therapy",
  "counselling",
  "risk",
  "safe",
  "police",
  "missing",
  "crisis",
  "network",
  "trusted",
  "partner",
  "child",
  "nursery",
  "midwife",
  "grandparent",
  "cousin",
  "appliance",
  "applying",
  "applied",
  "appreciate",
  "approach",
  "agreed",
  "completed",
  "booked",
  "phoned",
  "texted",
  "visited",
  "asked",
  "explained",
  "encouraged",
  "recorded",
  "offered",
  "arranged",
  "attended",
  "missed",
  "cancelled",
  "moved",
  "started",
  "finished",
  "passed",
  "failed",
};

typedef struct
{
  guint64 state;
  GString *out;
  const char *own[4]; /* words of this person alone, nearly */
} Writer;

static guint
below (Writer *self, guint bound)
{
  self->state = self->state * G_GUINT64_CONSTANT (6364136223846793005)
                + G_GUINT64_CONSTANT (1442695040888963407);
  return (guint)((self->state >> 33) % bound);
}

/* Zipf: the word at place n comes about 1/n as often as the first. */
static const char *
pick_word (Writer *self)
{
  double place = exp (log ((double)G_N_ELEMENTS (words)) * below (self, 1u << 20) / (1u << 20));

  if (below (self, 60) == 0)
    return self->own[below (self, G_N_ELEMENTS (self->own))];
  return words[MIN ((gsize)place, G_N_ELEMENTS (words)) - 1];
}

static void
add_sentences (Writer *self, gsize length)
{
  gsize end = self->out->len + length;

  while (self->out->len < end)
    {
      guint n = 6 + below (self, 12);

      for (guint i = 0; i < n; i++)
        {
          gsize at = self->out->len;

          g_string_append (self->out, pick_word (self));
          if (i == 0)
            self->out->str[at] = g_ascii_toupper (self->out->str[at]);
          g_string_append_c (self->out, i + 1 < n ? ' ' : '.');
        }
      if (self->out->len < end)
        g_string_append_c (self->out, ' ');
    }
}

static void
add_text (Writer *self, const char *name, gsize length)
{
  g_string_append_printf (self->out, "\"%s\":\"", name);
  add_sentences (self, length / 2 + below (self, (guint)length));
  g_string_append_c (self->out, '"');
}

static void
add_date (Writer *self, const char *name, guint year)
{
  g_string_append_printf (self->out, "\"%s\":\"%u-%02u-%02u\",", name, year + below (self, 2),
                          1 + below (self, 12), 1 + below (self, 28));
}

static void
add_actions (Writer *self)
{
  static const char *const who[] = { "me", "adviser", "college", "housing" };
  static const char *const status[] = { "to_do", "in_progress", "booked", "done" };

  g_string_append (self->out, ",\"actions\":[");
  for (guint i = 0; i < 3; i++)
    {
      g_string_append_printf (self->out, "%s{", i > 0 ? "," : "");
      add_date (self, "by", 2025);
      g_string_append_printf (self->out, "\"who\":\"%s\",\"status\":\"%s\",", who[below (self, 4)],
                              status[below (self, 4)]);
      add_text (self, "what", 70);
      g_string_append_c (self->out, '}');
    }
  g_string_append_c (self->out, ']');
}

static void
add_matters (Writer *self)
{
  g_string_append (self->out, "\"plan\":{\"matters\":{");
  for (guint i = 1; i <= 10; i++)
    {
      g_string_append_printf (self->out, "%s\"S1_%02u\":{", i > 1 ? "," : "", i);
      add_text (self, "own_words", 550);
      g_string_append_c (self->out, ',');
      add_text (self, "adviser_view", 800);
      g_string_append_c (self->out, ',');
      add_text (self, "what_needs_to_happen", 100);
      add_actions (self);
      g_string_append_c (self->out, '}');
    }
  g_string_append (self->out, "}},");
}

static void
add_contacts (Writer *self, gboolean rare)
{
  static const char *const kinds[] = { "visit", "phone", "text", "office", "video" };

  g_string_append (self->out, "\"contacts\":[");
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_string_append_printf (self->out, "%s{", i > 0 ? "," : "");
      add_date (self, "on", 2024);
      g_string_append_printf (self->out, "\"kind\":\"%s\",\"notes\":\"", kinds[below (self, 5)]);
      add_sentences (self, 200 + below (self, 400));
      g_string_append (self->out, rare && i == 7 ? " Then " PEOPLE_RARE_WORD " came.\"}" : "\"}");
    }
  g_string_append (self->out, "],");
}

static void
add_reviews (Writer *self)
{
  g_string_append (self->out, "\"reviews\":[");
  for (guint i = 0; i < N_REVIEWS; i++)
    {
      g_string_append_printf (self->out, "%s{", i > 0 ? "," : "");
      add_date (self, "held_on", 2023);
      add_text (self, "notes", 600);
      g_string_append_c (self->out, '}');
    }
  g_string_append (self->out, "]");
}

/* A word that reads like a name, from a number. */
static char *
invent (guint number)
{
  static const char *const syllables[] = { "den", "bor", "gar", "lo",  "mi", "tas", "vel", "ra",
                                           "kin", "sho", "pel", "dun", "fa", "wix", "yar", "zu" };
  GString *word = g_string_new (NULL);

  for (guint i = 0; i < 4; i++, number /= 16)
    g_string_append (word, syllables[number % 16]);
  return g_string_free (word, FALSE);
}

static void
add_person (GString *out, guint number)
{
  Writer self = { number * 2654435761u + 1, out, { NULL } };
  g_autofree char *name = invent (number * 7919 + 13);
  g_autofree char *family = invent (number % 300 + 4096);
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (self.own); i++)
    {
      g_ptr_array_add (own, invent (number * 4 + i + 20000));
      self.own[i] = g_ptr_array_index (own, i);
    }
  name[0] = g_ascii_toupper (name[0]);
  family[0] = g_ascii_toupper (family[0]);
  g_string_append_printf (out, "{\"preferred_name\":\"%s\",\"full_name\":\"%s %s\",", name, name,
                          family);
  add_date (&self, "date_of_birth", 2003);
  add_matters (&self);
  add_contacts (&self, number % 200 == 77);
  add_reviews (&self);
  g_string_append_c (out, '}');
}

GBytes *
people_document (guint first, guint n)
{
  GString *out = g_string_new ("{\"format\":\"waymark-cases/1\",\"people\":[");

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      add_person (out, first + i);
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}
