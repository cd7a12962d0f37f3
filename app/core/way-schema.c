/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-schema.h"

const char *const way_given_names[] = { "typed",     "said",      "interpreter", "other_way",
                                        "chose_not", "not_asked", NULL };
const char *const way_action_status_names[] = { "to_do", "in_progress", "booked",
                                                "done",  "not_done",    NULL };
const char *const way_goal_state_names[] = { "just_starting", "on_the_way", "going_well",
                                             "done",          "paused",     NULL };
const char *const way_contact_kind_names[] = { "visit", "office", "video",   "phone",   "text",
                                               "email", "letter", "message", "attempt", NULL };
const char *const way_contact_place_names[] = { "home",     "office",     "out",    "prison",
                                                "hospital", "other_home", "online", NULL };
const char *const way_plan_event_names[] = { "sent", "taken_back", "sent_back", "withdrawn", NULL };

static const char *const edition_names[] = { "standard", "large_print", "easy_read", NULL };
static const char *const closed_names[] = { "agreed_to_stop", "turned_25", "moved",
                                            "died",           "other",     NULL };
static const char *const settlement_names[] = { "one_of_them", "put_together", "kept_both",
                                                "written_again", NULL };
static const char *const block_names[] = { "custody", "parent", "immigration", NULL };
/* domain.md 1.1 */
const char *const way_legal_status_names[] = { "eligible",
                                               "relevant",
                                               "former_relevant",
                                               "former_relevant_education",
                                               "former_relevant_21_plus",
                                               "qualifying",
                                               "none",
                                               NULL };
/* SSDA903 ACTIV, domain.md 3.3; the meanings are dated data in data/codes.json */
static const char *const activity_codes[] = { "F1", "P1", "F2", "P2", "F4", "P4", "F5",
                                              "P5", "G4", "G5", "G6", "0",  NULL };
/* SSDA903 OC3 as found at a contact, every code there ever was: which of them hold in which year is
 * dated data too */
static const char *const oc3_in_touch_codes[] = {
  "YES", "NO", "DIED", "REFU", "NREQ", "RHOM", NULL
};
static const char *const oc3_activ_codes[] = { "F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4",
                                               "F5", "P5", "G4", "G5", "G6", "0",  NULL };
static const char *const oc3_accom_codes[] = { "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2",
                                               "G1", "G2", "H1", "H2", "K1", "K2", "R1", "R2",
                                               "S2", "T1", "T2", "U1", "U2", "V1", "V2", "W1",
                                               "W2", "X2", "Y1", "Y2", "Z1", "Z2", "0",  NULL };

/* domain.md 1.1; short breaks are V3 and V4 of SSDA903, and the last is section 24(2) of the
 * Children Act 1989: health or education accommodation, private fostering. */
const char *const way_care_basis_names[] = { "section_20",
                                             "care_order",
                                             "interim_care_order",
                                             "remand",
                                             "short_break_v3",
                                             "short_break_v4",
                                             "accommodated_other",
                                             "other",
                                             NULL };
static const char *const care_ended_names[] = {
  "returned_home", "left_care",   "turned_18", "detained", "special_guardianship",
  "adopted",       "transferred", "died",      "other",    NULL
};
const char *const way_circumstance_names[] = {
  "custody", "hospital", "with_parent", "special_guardianship", "education_programme", NULL
};
const char *const way_support_event_names[] = {
  "offered", "asked", "declined", "no_longer_wanted", "education_told", "education_ended", NULL
};
/* domain.md 2.5: what asks for a review sooner */
const char *const way_change_names[] = {
  "move_planned", "move_unplanned", "home_at_risk",       "homeless", "charged", "sentenced",
  "released",     "became_parent",  "child_safeguarding", "other",    NULL
};

#define MEMBERS(...) ((const WayMember[]){ __VA_ARGS__, { NULL } })
#define LINE(name)                                                                                 \
  {                                                                                                \
    name, WAY_MEMBER_LINE, NULL                                                                    \
  }
#define NEEDED_LINE(name)                                                                          \
  {                                                                                                \
    name, WAY_MEMBER_LINE, NULL, TRUE                                                              \
  }
#define DATE(name)                                                                                 \
  {                                                                                                \
    name, WAY_MEMBER_DATE, NULL                                                                    \
  }
#define PAST(name)                                                                                 \
  {                                                                                                \
    name, WAY_MEMBER_DATE_PAST, NULL                                                               \
  }
#define PARTIAL(name)                                                                              \
  {                                                                                                \
    name, WAY_MEMBER_DATE_PARTIAL, NULL                                                            \
  }
#define CHOICE(name, choices)                                                                      \
  {                                                                                                \
    name, WAY_MEMBER_CHOICE, choices                                                               \
  }
#define OF(name, type)                                                                             \
  {                                                                                                \
    name, WAY_MEMBER_##type, NULL                                                                  \
  }

#define GROUP(number, name, type, shape, writers, search, print, sensitivity, ...)                 \
  {                                                                                                \
    number, name, type, WAY_SHAPE_##shape, WAY_WRITERS_##writers, WAY_SEARCH_##search,             \
        WAY_PRINT_##print, WAY_SENSITIVITY_##sensitivity, __VA_ARGS__                              \
  }
#define PROSE(number, name, writers, search, print)                                                \
  GROUP (number, name, "(ss)", PROSE, writers, search, print, CASE, NULL)
#define WORDS(number, name, print)                                                                 \
  GROUP (number, name, "a(ssysssy)", WORDS, WORDS, WORDS, print, CASE, NULL)
#define LIFE(writers)                                                                              \
  GROUP (0, "life", WAY_LIFE_TYPE, MEMBERS, writers, NEVER, NEVER, CASE, life_members)

static const WayMember life_members[] = { { "parent", WAY_MEMBER_INTERNAL, NULL },
                                          { "state", WAY_MEMBER_INTERNAL, NULL },
                                          { "reason", WAY_MEMBER_INTERNAL, NULL },
                                          { NULL } };

static const WayGroup person_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "names",
         "(ss)",
         MEMBERS,
         MEMBER,
         TEXT,
         PLAN,
         CASE,
         MEMBERS (NEEDED_LINE ("preferred_name"), LINE ("full_name"))),
  GROUP (2, "pronouns", "(s)", MEMBERS, MEMBER, TEXT, PLAN, CASE, MEMBERS (LINE ("pronouns"))),
  GROUP (3,
         "birth",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("date_of_birth", BIRTH))),
  GROUP (4,
         "contact",
         "(sss)",
         MEMBERS,
         MEMBER,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (LINE ("phone"), LINE ("email"), LINE ("how_to_contact"))),
  GROUP (5,
         "address",
         "(sssbs)",
         NESTED,
         MEMBER,
         ADDRESS,
         ADDRESS,
         ADDRESS,
         MEMBERS (OF ("lines", LINES),
                  LINE ("postcode"),
                  LINE ("home_name"),
                  OF ("private", BOOL),
                  LINE ("who_may_see"))),
  GROUP (6,
         "language",
         "(sssbs)",
         NESTED,
         MEMBER,
         TEXT,
         PLAN,
         CASE,
         MEMBERS (OF ("first", LANGUAGE),
                  LINE ("dialect"),
                  OF ("reading", LANGUAGE),
                  OF ("interpreter", BOOL),
                  LINE ("notes"))),
  GROUP (7,
         "identity",
         "(sssss)",
         NESTED,
         MEMBER,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (LINE ("gender"),
                  LINE ("ethnicity"),
                  LINE ("religion"),
                  LINE ("nationality"),
                  LINE ("care_label"))),
  GROUP (8,
         "needs",
         "(ssss)",
         NESTED,
         MEMBER,
         TEXT,
         PLAN,
         CASE,
         MEMBERS (LINE ("communication"),
                  LINE ("access"),
                  LINE ("allergies"),
                  CHOICE ("edition", edition_names))),
  GROUP (9, "pa", "(ay)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (OF ("pa", ID))),
  GROUP (10,
         "closed",
         "(sss)",
         NESTED,
         MEMBER,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("reason", closed_names), PAST ("on"), LINE ("note"))),
};

static const WayGroup front_groups[] = {
  LIFE (MEMBER),
  WORDS (1, "what_matters", PLAN),
  WORDS (2, "hopes", PLAN),
  WORDS (3, "proud_of", PLAN),
  GROUP (4, "priorities", "aay", IDS, MEMBER, NEVER, PLAN, CASE, NULL),
  WORDS (5, "my_plan", PLAN),
};

static const WayGroup goal_groups[] = {
  LIFE (MEMBER),
  PROSE (1, "what", MEMBER, TEXT, PLAN),
  GROUP (2,
         "state",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         PLAN,
         CASE,
         MEMBERS (CHOICE ("state", way_goal_state_names))),
};

static const WayGroup achievement_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "on", "(s)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (PARTIAL ("on"))),
  PROSE (2, "what", MEMBER, TEXT, PLAN),
};

static const WayGroup supporter_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "name", "(s)", MEMBERS, MEMBER, TEXT, PLAN, CASE, MEMBERS (LINE ("name"))),
  GROUP (2, "role", "(s)", MEMBERS, MEMBER, TEXT, PLAN, CASE, MEMBERS (LINE ("role"))),
  GROUP (3, "phone", "(s)", MEMBERS, MEMBER, TEXT, PLAN, CASE, MEMBERS (LINE ("phone"))),
};

static const WayGroup matter_groups[] = {
  LIFE (MEMBER),
  WORDS (1, "own_words", PLAN),
  PROSE (2, "going_well", MEMBER, TEXT, PLAN),
  PROSE (3, "worried_about", MEMBER, TEXT, PLAN),
  PROSE (4, "adviser_view", MEMBER, TEXT, PLAN),
  PROSE (5, "what_needs_to_happen", MEMBER, TEXT, PLAN),
  GROUP (6,
         "nothing_needed",
         "(b)",
         MEMBERS,
         MEMBER,
         NEVER,
         PLAN,
         CASE,
         MEMBERS (OF ("nothing_needed", BOOL))),
  PROSE (7, "contingency", MEMBER, TEXT, PLAN),
  PROSE (8, "empty_reason", MEMBER, TEXT, PLAN),
  GROUP (9, "ready", "(b)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (OF ("ready", BOOL))),
};

static const WayGroup action_groups[] = {
  LIFE (MEMBER),
  PROSE (1, "what", MEMBER, TEXT, PLAN),
  GROUP (2, "who", "(s)", MEMBERS, MEMBER, TEXT, PLAN, CASE, MEMBERS (LINE ("who"))),
  GROUP (3, "by", "(s)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (DATE ("by"))),
  GROUP (4,
         "status",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         PLAN,
         CASE,
         MEMBERS (CHOICE ("status", way_action_status_names))),
  PROSE (5, "progress", MEMBER, TEXT, PLAN),
  GROUP (
      6, "matter", "(ay)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (OF ("matter", INTERNAL))),
  GROUP (7, "goal", "(ay)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (OF ("goal", ID))),
};

static const WayGroup contact_groups[] = {
  LIFE (AUTHOR),
  GROUP (1,
         "when",
         "(ss)",
         MEMBERS,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PAST ("on"), OF ("at", TIME))),
  GROUP (2,
         "kind",
         "(s)",
         MEMBERS,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("kind", way_contact_kind_names))),
  GROUP (3,
         "place",
         "(s)",
         MEMBERS,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("place", way_contact_place_names))),
  GROUP (4, "seen", "(y)", MEMBERS, AUTHOR, NEVER, NEVER, CASE, MEMBERS (OF ("seen", TRI))),
  GROUP (5,
         "seen_alone",
         "(y)",
         MEMBERS,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("seen_alone", TRI))),
  GROUP (6, "present", "(s)", MEMBERS, AUTHOR, TEXT, NEVER, CASE, MEMBERS (LINE ("present"))),
  GROUP (7, "own_words", "a(ssysssy)", WORDS, AUTHOR, WORDS, NEVER, CASE, NULL),
  PROSE (8, "notes", AUTHOR, TEXT, NEVER),
  GROUP (9,
         "oc3",
         "(sss)",
         NESTED,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("in_touch", oc3_in_touch_codes),
                  CHOICE ("activ", oc3_activ_codes),
                  CHOICE ("accom", oc3_accom_codes))),
};

static const WayGroup appointment_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "when",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (DATE ("on"), OF ("at", TIME))),
  GROUP (2, "what", "(s)", MEMBERS, MEMBER, TEXT, NEVER, CASE, MEMBERS (LINE ("what"))),
  GROUP (3, "with", "(s)", MEMBERS, MEMBER, TEXT, NEVER, CASE, MEMBERS (LINE ("with"))),
};

static const WayGroup review_groups[] = {
  LIFE (AUTHOR),
  GROUP (1, "held_on", "(s)", MEMBERS, AUTHOR, NEVER, NEVER, CASE, MEMBERS (PAST ("held_on"))),
  GROUP (2, "attended", "(s)", MEMBERS, AUTHOR, TEXT, NEVER, CASE, MEMBERS (LINE ("attended"))),
  PROSE (3, "results", AUTHOR, TEXT, NEVER),
  PROSE (4, "notes", AUTHOR, TEXT, NEVER),
  GROUP (5,
         "asked",
         "(ss)",
         MEMBERS,
         AUTHOR,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (PAST ("asked_on"), LINE ("asked_by"))),
};

static const WayGroup correction_groups[] = {
  LIFE (AUTHOR),
  GROUP (1,
         "target",
         "(ayq)",
         MEMBERS,
         AUTHOR,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("object", INTERNAL), OF ("group", INTERNAL))),
  PROSE (2, "text", AUTHOR, TEXT, NEVER),
  GROUP (3, "reason", "(s)", MEMBERS, AUTHOR, TEXT, NEVER, CASE, MEMBERS (LINE ("reason"))),
};

static const WayGroup settlement_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "target",
         "(ayq)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("object", INTERNAL), OF ("group", INTERNAL))),
  GROUP (2, "reason", "(s)", MEMBERS, MEMBER, TEXT, NEVER, CASE, MEMBERS (LINE ("reason"))),
  GROUP (3,
         "chosen",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("chosen", settlement_names))),
};

/* number, follows (hashes), content, hash */
static const WayGroup version_groups[] = {
  GROUP (1,
         "body",
         "(uaayayay)",
         MEMBERS,
         ONCE,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("number", INTERNAL),
                  OF ("follows", INTERNAL),
                  OF ("content", INTERNAL),
                  OF ("hash", INTERNAL))),
};

/* version hash, event, note */
static const WayGroup plan_event_groups[] = {
  GROUP (1,
         "body",
         "(ayss)",
         MEMBERS,
         ONCE,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("version", INTERNAL), CHOICE ("event", way_plan_event_names), LINE ("note"))),
};

/* version hash, who, role, answer, strokes, on */
static const WayGroup signature_groups[] = {
  GROUP (1,
         "body",
         "(aysssays)",
         MEMBERS,
         ONCE,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("version", INTERNAL),
                  LINE ("who"),
                  LINE ("role"),
                  LINE ("answer"),
                  OF ("strokes", INTERNAL),
                  DATE ("on"))),
};

/* version hash, edition, language, sections, with the address, for whom, on, by (worker id) */
static const WayGroup copy_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "made",
         "(ayssasbssay)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("version", INTERNAL),
                  CHOICE ("edition", edition_names),
                  OF ("language", LANGUAGE),
                  OF ("sections", INTERNAL),
                  OF ("with_address", BOOL),
                  LINE ("for"),
                  DATE ("on"),
                  OF ("by", ID))),
  GROUP (2, "pages", "(u)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (OF ("pages", NUMBER))),
};

static const WayGroup easy_line_groups[] = {
  LIFE (MEMBER),
  GROUP (
      1, "matter", "(ay)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (OF ("matter", INTERNAL))),
  PROSE (2, "text", MEMBER, TEXT, PLAN),
  GROUP (3, "picture", "(s)", MEMBERS, MEMBER, NEVER, PLAN, CASE, MEMBERS (LINE ("picture"))),
};

static const WayGroup worker_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "name", "(s)", MEMBERS, MEMBER, NEVER, PLAN, TEAM, MEMBERS (LINE ("name"))),
  GROUP (2, "phone", "(s)", MEMBERS, MEMBER, NEVER, PLAN, TEAM, MEMBERS (LINE ("phone"))),
};

static const WayGroup council_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "name",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         PLAN,
         TEAM,
         MEMBERS (LINE ("council"), LINE ("team"))),
  GROUP (2,
         "numbers",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         PLAN,
         TEAM,
         MEMBERS (LINE ("out_of_hours"), LINE ("advocate"))),
  GROUP (3,
         "headings",
         "a(ss)",
         MEMBERS,
         MANAGER,
         NEVER,
         PLAN,
         TEAM,
         MEMBERS (OF ("headings", INTERNAL))),
  /* days between visits, 0 = the jurisdiction's default; whether a video call counts as seen */
  GROUP (4,
         "visit_standards",
         "(ub)",
         MEMBERS,
         MANAGER,
         NEVER,
         NEVER,
         TEAM,
         MEMBERS (OF ("visit_days", NUMBER), OF ("video_counts_as_seen", BOOL))),
  /* everybody in this vault is invented (way-practice.h) */
  GROUP (5,
         "practice",
         "(b)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         TEAM,
         MEMBERS (OF ("practice", INTERNAL))),
};

static const WayGroup status_entered_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "status",
         "(sss)",
         MEMBERS,
         MEMBER,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (DATE ("from"), CHOICE ("status", way_legal_status_names), LINE ("reason"))),
};

static const WayGroup home_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "dates",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PARTIAL ("from"), PARTIAL ("to"))),
  GROUP (2,
         "provided_by_council",
         "(y)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (OF ("provided_by_council", TRI))),
  GROUP (3, "kind", "(s)", MEMBERS, MEMBER, TEXT, NEVER, CASE, MEMBERS (LINE ("kind"))),
};

static const WayGroup block_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "block",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("block", block_names))),
  GROUP (2,
         "dates",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PARTIAL ("from"), PARTIAL ("to"))),
  PROSE (3, "notes", MEMBER, TEXT, NEVER),
};

static const WayGroup eet_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "from", "(s)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (PARTIAL ("from"))),
  GROUP (2,
         "state",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("state", activity_codes))),
};

static const WayGroup care_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "dates",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PAST ("from"), PAST ("to"))),
  GROUP (2,
         "basis",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("basis", way_care_basis_names))),
  GROUP (3,
         "ended",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("ended", care_ended_names))),
};

static const WayGroup circumstance_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "dates",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PAST ("from"), DATE ("to"))),
  GROUP (2,
         "circumstance",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("circumstance", way_circumstance_names))),
};

static const WayGroup support_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "on", "(s)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (PAST ("on"))),
  GROUP (2,
         "event",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("event", way_support_event_names))),
};

static const WayGroup needs_assessment_groups[] = {
  LIFE (MEMBER),
  GROUP (1,
         "dates",
         "(ss)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (PAST ("begun_on"), PAST ("done_on"))),
};

/* a move that is planned lies ahead */
static const WayGroup change_groups[] = {
  LIFE (MEMBER),
  GROUP (1, "on", "(s)", MEMBERS, MEMBER, NEVER, NEVER, CASE, MEMBERS (DATE ("on"))),
  GROUP (2,
         "change",
         "(s)",
         MEMBERS,
         MEMBER,
         NEVER,
         NEVER,
         CASE,
         MEMBERS (CHOICE ("change", way_change_names))),
  PROSE (3, "notes", MEMBER, TEXT, NEVER),
};

static const WayGroup status_override_groups[] = {
  LIFE (MANAGER),
  GROUP (1,
         "override",
         "(ssss)",
         MEMBERS,
         MANAGER,
         TEXT,
         NEVER,
         CASE,
         MEMBERS (DATE ("from"),
                  DATE ("to"),
                  CHOICE ("status", way_legal_status_names),
                  NEEDED_LINE ("reason"))),
};

#define KIND(number, name, list, place, immutable, dated)                                          \
  {                                                                                                \
    number, #name, list, WAY_PLACE_##place, immutable, dated, name##_groups,                       \
        G_N_ELEMENTS (name##_groups)                                                               \
  }

static const WayKind kinds[] = {
  KIND (1, person, NULL, PERSON, FALSE, FALSE),
  KIND (2, front, NULL, PLAN, FALSE, FALSE),
  KIND (3, goal, "goals", PLAN_LIST, FALSE, FALSE),
  KIND (4, achievement, "achievements", LIST, FALSE, TRUE),
  KIND (5, supporter, "supporters", LIST, FALSE, FALSE),
  KIND (6, matter, NULL, MATTERS, FALSE, FALSE),
  KIND (7, action, "actions", ACTIONS, FALSE, FALSE),
  KIND (8, contact, "contacts", LIST, FALSE, TRUE),
  KIND (9, appointment, "appointments", LIST, FALSE, TRUE),
  KIND (10, review, "reviews", LIST, FALSE, TRUE),
  KIND (11, correction, "corrections", CORRECTION, FALSE, FALSE),
  KIND (12, settlement, NULL, NONE, FALSE, FALSE),
  KIND (13, version, NULL, NONE, TRUE, FALSE),
  KIND (14, plan_event, NULL, NONE, TRUE, FALSE),
  KIND (15, signature, NULL, NONE, TRUE, FALSE),
  KIND (16, copy, NULL, NONE, FALSE, FALSE),
  KIND (17, easy_line, NULL, NONE, FALSE, FALSE),
  KIND (18, worker, NULL, NONE, FALSE, FALSE),
  KIND (19, council, NULL, NONE, FALSE, FALSE),
  KIND (20, status_entered, "statuses", LIST, FALSE, TRUE),
  KIND (21, home, "homes", LIST, FALSE, TRUE),
  KIND (22, block, "blocks", LIST, FALSE, FALSE),
  KIND (23, eet, "eet", LIST, FALSE, TRUE),
  KIND (24, care, "care", LIST, FALSE, TRUE),
  KIND (25, circumstance, "circumstances", LIST, FALSE, TRUE),
  KIND (26, support, "support", LIST, FALSE, TRUE),
  KIND (27, needs_assessment, "needs_assessments", LIST, FALSE, TRUE),
  KIND (28, change, "changes", LIST, FALSE, TRUE),
  KIND (29, status_override, "status_overrides", LIST, FALSE, TRUE),
};

const WayKind *
way_schema_kinds (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (kinds);
  return kinds;
}

const WayKind *
way_schema_kind (guint16 kind)
{
  if (kind == 0 || kind > G_N_ELEMENTS (kinds))
    return NULL;
  return &kinds[kind - 1];
}
