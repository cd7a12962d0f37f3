/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

const char *const sample_names[] = { "plan",        "empty",     "scripts",
                                     "long-answer", "long-word", "many-actions",
                                     "hostile",     "unsettled", NULL };

static void
set (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
set_text (WayDocumentText *member, const char *text, const char *language)
{
  set (&member->text, text);
  set (&member->language, language);
}

static WayDate
day (const char *text)
{
  WayDate date = way_date_none;

  way_date_parse (text, WAY_DATE_PARTIAL, &date);
  return date;
}

static WayPassage *
add_words (GPtrArray *words, const char *text, const char *language, WayGiven given, const char *on)
{
  WayPassage *passage = way_passage_new (text, language, given);

  set (&passage->said_on, on);
  g_ptr_array_add (words, passage);
  return passage;
}

static WayDocumentMatter *
add_matter (WayDocument *document, guint number, const char *title)
{
  WayDocumentMatter *matter = way_document_add_matter (document);

  g_free (matter->key);
  matter->key = g_strdup_printf ("S1_%02u", number);
  matter->number = number;
  set (&matter->title, title);
  return matter;
}

static void
add_action (WayDocumentMatter *matter,
            const char *what,
            const char *who,
            const char *by,
            const char *status)
{
  WayDocumentAction *action = way_document_add_action (matter);

  set_text (&action->what, what, "en");
  set (&action->who, who);
  set (&action->status, status);
  action->by = day (by);
}

static void
add_goal (WayDocument *document, const char *what, const char *state, gboolean pinned)
{
  WayDocumentGoal *goal = way_document_add_goal (document);

  set_text (&goal->what, what, "en");
  set (&goal->state, state);
  goal->pinned = pinned;
}

static void
add_supporter (WayDocument *document, const char *name, const char *role, const char *phone)
{
  WayDocumentSupporter *supporter = way_document_add_supporter (document);

  set (&supporter->name, name);
  set (&supporter->role, role);
  set (&supporter->phone, phone);
}

static const char *const titles[] = { "Keeping in touch",     "Learning and training",
                                      "Work and activities",  "If things change",
                                      "Where I live",         "Family and friends",
                                      "Everyday skills",      "Money",
                                      "Health and wellbeing", "Who I am" };

/* A document with names and numbers, and no sections yet. */
static WayDocument *
start (const char *name)
{
  WayDocument *document = way_document_new ();

  document->number = 4;
  document->agreed_on = day ("2025-11-06");
  document->review_by = day ("2026-05-06");
  document->newest_ms = G_GINT64_CONSTANT (1762430400000);
  set (&document->preferred_name, name);
  set (&document->council, "Linden Council");
  set (&document->team, "leaving care team");
  set (&document->adviser_name, "Ros Whitfield");
  set (&document->adviser_phone, "01632 960 118");
  set (&document->out_of_hours, "01632 960 140, any time");
  set (&document->advocate, "01632 960 155");
  set (&document->law, "Care Leavers (England) Regulations 2010, Schedule 1");
  return document;
}

static void
fill_home (WayDocumentMatter *matter)
{
  add_words (matter->own_words,
             "The house is alright but it’s loud, and people take my food out the fridge. I can’t "
             "wait for my own place. I want to be near Jude’s school so he can come for tea.",
             "en", WAY_GIVEN_SAID, "");
  set_text (&matter->going_well,
            "Kez has paid her share of the bills on time since March and keeps her room how she "
            "likes it. She gets on with Bev, and asked for the house meeting about the kitchen "
            "herself.",
            "en");
  set_text (&matter->worried_about,
            "The shared kitchen is wearing Kez down, and she eats in her room most nights.", "en");
  set_text (&matter->adviser_view,
            "Kez is ready for her own tenancy. She budgets well and knows who to call. A flat near "
            "Jude’s school would keep the thing she values most.",
            "en");
  set_text (&matter->what_needs_to_happen,
            "Housing need to know, in writing, why the area matters. Kez needs her setting up home "
            "money agreed, and a plan for the first month’s bills.",
            "en");
  set_text (&matter->contingency,
            "If the flat is not ready by 15 December, Kez stays where she is until it is. No one "
            "will ask her to leave without a new place in writing.",
            "en");
  add_action (matter, "Write to housing about Jude’s school", "Ros", "2025-10-24", "done");
  add_action (matter, "See the flat with the housing officer", "Kez and Ros", "2025-10-30", "done");
  add_action (matter, "Choose a cooker and fridge", "Kez, with Bev", "2025-11-14", "to_do");
  add_action (matter, "Work out the first month’s bills", "Kez and Ros", "2025-11-28", "to_do");
}

WayDocument *
sample_plan (void)
{
  WayDocument *document = start ("Kez Hartley");

  set (&document->full_name, "Kezia Hartley");
  set (&document->address_lines, "12 Mill Road\nLinden");
  set (&document->postcode, "LN0 4PD");
  set (&document->home_name, "Bridge House");
  document->address_private = TRUE;
  add_words (document->what_matters,
             "My brother Jude comes first. I want my own front door, a kitchen big enough to bake "
             "in, and people who text before they turn up.",
             "en", WAY_GIVEN_SAID, "2025-08-21");
  add_words (document->proud_of,
             "Passing Food Hygiene Level 2.\nCooking for 14 people at the summer get-together.",
             "en", WAY_GIVEN_SAID, "2025-08-21");
  add_words (document->hopes, "A bakery of my own one day, and Jude working in it.", "en",
             WAY_GIVEN_TYPED, "2025-09-02");
  add_words (document->my_plan, "Yes. But I want it to say that Jude is coming to see the flat.",
             "en", WAY_GIVEN_SAID, "2025-11-06");
  add_goal (document, "Move into my own flat", "on_the_way", TRUE);
  add_goal (document, "Finish Level 2 Bakery", "going_well", TRUE);
  add_goal (document, "See Jude every fortnight", "going_well", TRUE);
  add_goal (document, "Learn to drive", "just_starting", FALSE);
  add_supporter (document, "Bev", "Key worker at the house", "01632 960 121");
  add_supporter (document, "Jude", "My brother", "");
  set_text (&way_document_add_achievement (document)->what, "Food Hygiene Level 2", "en");
  ((WayDocumentAchievement *)g_ptr_array_index (document->achievements, 0))->on = day ("2025-06");

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      WayDocumentMatter *matter = add_matter (document, i + 1, titles[i]);

      if (i == 4)
        fill_home (matter);
      else
        {
          g_autofree char *words = g_strdup_printf (
              "This is what I say about section %u, and I say it in a sentence that is long enough "
              "to need a second line on the page.",
              i + 1);

          add_words (matter->own_words, words, "en", WAY_GIVEN_SAID, "2025-08-21");
          set_text (&matter->going_well, "It is better than in the spring, and it was her idea.",
                    "en");
          matter->nothing_needed = i % 2 == 1;
          if (i % 2 == 0)
            set_text (&matter->what_needs_to_happen, "Somebody makes a call, and says when.", "en");
        }
    }
  add_action (g_ptr_array_index (document->matters, 8), "Fill in form HC1", "Kez and Ros",
              "2025-11-21", "in_progress");
  add_action (g_ptr_array_index (document->matters, 9), "Renew passport", "Kez, Ros pays",
              "2026-01-30", "booked");
  return document;
}

WayDocument *
sample_empty (void)
{
  WayDocument *document = way_document_new ();

  document->draft = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    add_matter (document, i + 1, titles[i]);
  return document;
}

WayDocument *
sample_scripts (void)
{
  WayDocument *document = start ("ياسر");
  WayDocumentMatter *matter;
  WayPassage *translation;

  set (&document->full_name, "Yasir al-Hakim, ياسر الحكيم");
  set (&document->adviser_name, "Đặng Thị Hương");
  add_words (
      document->what_matters,
      "أحب الرياضيات وأريد أن أصبح كهربائيًا. أفهم المعلّم، لكنّ الكتابة بالإنجليزية بطيئة عليّ. "
      "السَّلام لا يأتي وحده، ولا بدّ من العمل.",
      "ar", WAY_GIVEN_INTERPRETER, "2025-09-18");
  set (&((WayPassage *)g_ptr_array_index (document->what_matters, 0))->helper, "Selam Tesfay");
  translation = add_words (document->what_matters,
                           "I like maths and want to become an electrician. I understand the "
                           "teacher, but writing in English is slow for me.",
                           "en", WAY_GIVEN_INTERPRETER, "2025-09-19");
  translation->role = WAY_PASSAGE_TRANSLATION;
  set (&translation->helper, "Selam Tesfay");
  add_supporter (document, "ኪዳነ ተስፋይ", "Cousin in Leeds, كان معي في الطريق", "+44 1632 960 001");

  matter = add_matter (document, 1, titles[0]);
  add_words (matter->own_words, "ብዛዕባ ትምህርተይ ክዛረብ እደሊ። ቋንቋ እንግሊዝ ይመሃር ኣለኹ። ሓወይ ኣብ ሊድስ ይነብር።", "ti",
             WAY_GIVEN_SAID, "2025-09-18");
  set_text (&matter->going_well,
            "يحضر ياسر كل دروسه في الكلية منذ سبتمبر. رقمه 01632 960 140 للاتصال.", "ar");
  matter = add_matter (document, 2, titles[1]);
  add_words (matter->own_words,
             "Tôi muốn học nghề điện. Trần Văn Đặng là bạn tôi, và chúng tôi đi học cùng nhau mỗi "
             "thứ Hai.",
             "vi", WAY_GIVEN_TYPED, "2025-09-20");
  set_text (&matter->worried_about,
            "Yasir says السلام عليكم to everyone, writes ሰላም to his cousin, and pays £40 – on time "
            "– for “all” of it.",
            "en");
  matter = add_matter (document, 3, titles[2]);
  add_words (matter->own_words,
             "می‌خواهم کار کنم و زبان یاد بگیرم (هر روز).", "fa",
             WAY_GIVEN_OTHER_WAY, "2025-09-21");
  add_action (matter, "زيارة ورشة الكهرباء في الكلية", "me", "2025-11-20", "to_do");
  set_text (&((WayDocumentAction *)g_ptr_array_index (matter->actions, 0))->what,
            "زيارة ورشة الكهرباء في الكلية", "ar");
  add_action (matter, "Book the trial class", "Ros", "2025-11-21", "done");
  return document;
}

/* Words in a fixed order that never repeats closely. */
static char *
make_words (guint count, guint seed)
{
  static const char *const words[] = { "house", "alright", "but",  "loud",  "people", "take",
                                       "food",  "fridge",  "wait", "own",   "place",  "near",
                                       "tea",   "school",  "want", "front", "door",   "kitchen" };
  GString *text = g_string_new ("Start");

  for (guint i = 0; i < count; i++)
    {
      seed = seed * 1103515245u + 12345u;
      g_string_append_printf (text, "%s %s", i % 23 == 22 ? "." : "",
                              words[(seed >> 16) % G_N_ELEMENTS (words)]);
    }
  return g_string_free (g_string_append (text, "."), FALSE);
}

WayDocument *
sample_long_answer (void)
{
  WayDocument *document = start ("Kez Hartley");
  WayDocumentMatter *matter = add_matter (document, 5, titles[4]);
  g_autofree char *own = make_words (16000, 1), *prose = make_words (4000, 2);

  add_words (matter->own_words, own, "en", WAY_GIVEN_SAID, "2025-08-21");
  set_text (&matter->going_well, prose, "en");
  add_action (matter, "After all that", "me", "2025-11-14", "to_do");
  return document;
}

WayDocument *
sample_long_word (void)
{
  g_autofree char *word = g_strnfill (5000, 'w'), *name = g_strnfill (500, 'N');
  WayDocument *document = start (name);
  WayDocumentMatter *matter = add_matter (document, 5, titles[4]);

  set (&document->full_name, name);
  set (&document->adviser_name, name);
  set (&document->council, name);
  add_words (document->what_matters, word, "en", WAY_GIVEN_SAID, "2025-08-21");
  add_words (matter->own_words, word, "en", WAY_GIVEN_SAID, "2025-08-21");
  set_text (&matter->going_well, word, "en");
  add_action (matter, word, name, "2025-11-14", "to_do");
  return document;
}

WayDocument *
sample_many_actions (void)
{
  WayDocument *document = start ("Kez Hartley");
  WayDocumentMatter *matter = add_matter (document, 5, titles[4]);

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *what = i % 50 == 49 ? make_words (900, i) : make_words (i % 20, i);
      g_autofree char *by = g_strdup_printf ("2026-%02u-%02u", 1 + i * 7 % 12, 1 + i * 13 % 28);

      add_action (matter, what, i % 2 == 0 ? "me" : "Ros and Bev", by,
                  i % 3 == 0 ? "done" : "to_do");
    }
  return document;
}

WayDocument *
sample_hostile (void)
{
  WayDocument *document = start ("Kez \xe2\x80\xae"
                                 "moor\xe2\x81\xa6 \xe2\x80\xab Hartley");
  WayDocumentMatter *matter = add_matter (document, 5, titles[4]);
  GString *marks = g_string_new ("Marks e"), *family = g_string_new ("Family ");

  for (guint i = 0; i < 500; i++)
    {
      g_string_append (marks, "\xcc\x81");
      g_string_append (family, "\xe2\x98\xba\xe2\x80\x8d");
    }
  g_string_append (marks, " end.");
  g_string_append (family, "\xe2\x98\xba end.");
  add_words (document->what_matters,
             "One\x01two\x1b[31m three \xe2\x80\xae"
             "four\xe2\x80\xac five \xff\xfe six \xe2\x81\xa9\xe2\x81\xa9 seven",
             "en", WAY_GIVEN_SAID, "2025-08-21");
  add_words (matter->own_words, marks->str, "en", WAY_GIVEN_SAID, "2025-08-21");
  set_text (&matter->going_well, family->str, "en");
  set_text (&matter->worried_about,
            "Signs \xe2\x98\x83 \xe2\x9d\xa4 \xe2\x9a\xa0 and \xe2\x88\x9a\xc2\xbd, "
            "<b>tags</b> & {braces} (and \\slashes) %s %n, soft\xc2\xadhyphen, tab\there.\r\nNext "
            "line\xe2\x80\xa8last line",
            "en");
  set_text (&matter->adviser_view,
            "\xe2\x80\xae"
            "backwards",
            "x-not-a-language-tag-of-any-kind");
  add_action (matter, "\xe2\x80\xaeturned", "\xe2\x80\xae", "2025-11-14", "unknown_state");
  g_string_free (marks, TRUE);
  g_string_free (family, TRUE);
  return document;
}

WayDocument *
sample_unsettled (void)
{
  WayDocument *document = sample_plan ();
  WayDocumentMatter *home = g_ptr_array_index (document->matters, 4);
  WayDocumentMatter *money = g_ptr_array_index (document->matters, 7);
  WayDocumentMatter *health = g_ptr_array_index (document->matters, 8);
  WayDocumentAction *action = g_ptr_array_index (home->actions, 2);

  document->draft = TRUE;
  document->agreed_on = way_date_none;
  add_words (home->own_words, "I said it another way to Joel.", "en", WAY_GIVEN_SAID, "2025-10-14");
  home->going_well.two_versions = TRUE;
  action->what.two_versions = TRUE;
  action->by = way_date_none;
  set (&action->who, "");
  g_ptr_array_set_size (money->own_words, 0);
  add_words (money->own_words, "", "en", WAY_GIVEN_CHOSE_NOT, "2025-10-14");
  g_ptr_array_set_size (health->own_words, 0);
  set_text (&health->going_well, "", "en");
  set_text (&health->empty_reason, "Kez wants to talk about this with her nurse first.", "en");
  return document;
}

WayDocument *
sample_by_name (const char *name)
{
  static WayDocument *(*const makers[]) (void) = { sample_plan,      sample_empty,
                                                   sample_scripts,   sample_long_answer,
                                                   sample_long_word, sample_many_actions,
                                                   sample_hostile,   sample_unsettled };

  for (gsize i = 0; sample_names[i] != NULL; i++)
    if (g_str_equal (sample_names[i], name))
      return makers[i]();
  return NULL;
}

static void
add_passages (GString *texts, GPtrArray *passages)
{
  for (guint i = 0; i < passages->len; i++)
    g_string_append_printf (texts, "%s\n", ((WayPassage *)g_ptr_array_index (passages, i))->text);
}

static void
add_text (GString *texts, const WayDocumentText *text)
{
  if (!text->two_versions)
    g_string_append_printf (texts, "%s\n", text->text);
}

static void
add_matter_texts (GString *texts, const WayDocumentMatter *matter)
{
  g_string_append_printf (texts, "%s\n", matter->title);
  add_passages (texts, matter->own_words);
  add_text (texts, &matter->going_well);
  add_text (texts, &matter->worried_about);
  add_text (texts, &matter->adviser_view);
  add_text (texts, &matter->what_needs_to_happen);
  add_text (texts, &matter->contingency);
  add_text (texts, &matter->empty_reason);
  for (guint i = 0; i < matter->actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (matter->actions, i);

      add_text (texts, &action->what);
      add_text (texts, &action->progress);
      if (!g_str_equal (action->who, "me"))
        g_string_append_printf (texts, "%s\n", action->who);
    }
}

char *
sample_texts (WayDocument *document)
{
  const char *lines[] = { document->preferred_name, document->full_name, document->adviser_name,
                          document->adviser_phone,  document->council,   document->team,
                          document->out_of_hours,   document->advocate,  document->law };
  GString *texts = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (texts, "%s\n", lines[i]);
  add_passages (texts, document->what_matters);
  add_passages (texts, document->hopes);
  add_passages (texts, document->proud_of);
  add_passages (texts, document->my_plan);
  for (guint i = 0; i < document->goals->len; i++)
    add_text (texts, &((WayDocumentGoal *)g_ptr_array_index (document->goals, i))->what);
  for (guint i = 0; i < document->achievements->len; i++)
    add_text (texts,
              &((WayDocumentAchievement *)g_ptr_array_index (document->achievements, i))->what);
  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      g_string_append_printf (texts, "%s\n%s\n%s\n", supporter->name, supporter->role,
                              supporter->phone);
    }
  for (guint i = 0; i < document->matters->len; i++)
    add_matter_texts (texts, g_ptr_array_index (document->matters, i));
  return g_string_free (texts, FALSE);
}
