/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table of what a case can hold.
 *
 * A kind is what an object is (a person, a matter, an action); a field group is a register of that
 * object that changes as one.  Numbers are written to disk and sent to other laptops: they are
 * never reused and a group's type is frozen; a new member is a new group (decisions.md 1).
 *
 * JSON names, import checks, the JSON Schema, rights, print and search rules are all derived from
 * this table; nothing else in the program lists the fields of a kind.
 *
 * Static and immutable; safe from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_KIND_PERSON = 1,
  WAY_KIND_FRONT = 2,
  WAY_KIND_GOAL = 3,
  WAY_KIND_ACHIEVEMENT = 4,
  WAY_KIND_SUPPORTER = 5,
  WAY_KIND_MATTER = 6,
  WAY_KIND_ACTION = 7,
  WAY_KIND_CONTACT = 8,
  WAY_KIND_APPOINTMENT = 9,
  WAY_KIND_REVIEW = 10,
  WAY_KIND_CORRECTION = 11,
  WAY_KIND_SETTLEMENT = 12,
  WAY_KIND_VERSION = 13,
  WAY_KIND_PLAN_EVENT = 14,
  WAY_KIND_SIGNATURE = 15,
  WAY_KIND_COPY = 16,
  WAY_KIND_EASY_LINE = 17,
  WAY_KIND_WORKER = 18,
  WAY_KIND_COUNCIL = 19,
  WAY_KIND_STATUS_ENTERED = 20,
  WAY_KIND_HOME = 21,
  WAY_KIND_BLOCK = 22,
  WAY_KIND_EET = 23,
  WAY_KIND_CARE = 24,
  WAY_KIND_CIRCUMSTANCE = 25,
  WAY_KIND_SUPPORT = 26,
  WAY_KIND_NEEDS_ASSESSMENT = 27,
  WAY_KIND_CHANGE = 28,
  WAY_KIND_STATUS_OVERRIDE = 29,
} WayKindNumber;

/* Group 0 of every kind but the immutable ones: parent, state, reason. */
#define WAY_GROUP_LIFE 0
#define WAY_LIFE_TYPE "(ayys)"

#define WAY_PERSON_NAMES 1
#define WAY_PERSON_PRONOUNS 2
#define WAY_PERSON_BIRTH 3
#define WAY_PERSON_CONTACT 4
#define WAY_PERSON_ADDRESS 5
#define WAY_PERSON_LANGUAGE 6
#define WAY_PERSON_IDENTITY 7
#define WAY_PERSON_NEEDS 8
#define WAY_PERSON_PA 9
#define WAY_PERSON_CLOSED 10

#define WAY_FRONT_WHAT_MATTERS 1
#define WAY_FRONT_HOPES 2
#define WAY_FRONT_PROUD_OF 3
#define WAY_FRONT_PRIORITIES 4
#define WAY_FRONT_MY_PLAN 5

#define WAY_GOAL_WHAT 1
#define WAY_GOAL_STATE 2

#define WAY_ACHIEVEMENT_ON 1
#define WAY_ACHIEVEMENT_WHAT 2

#define WAY_SUPPORTER_NAME 1
#define WAY_SUPPORTER_ROLE 2
#define WAY_SUPPORTER_PHONE 3

#define WAY_MATTER_OWN_WORDS 1
#define WAY_MATTER_GOING_WELL 2
#define WAY_MATTER_WORRIED_ABOUT 3
#define WAY_MATTER_ADVISER_VIEW 4
#define WAY_MATTER_WHAT_NEEDS_TO_HAPPEN 5
#define WAY_MATTER_NOTHING_NEEDED 6
#define WAY_MATTER_CONTINGENCY 7
#define WAY_MATTER_EMPTY_REASON 8
#define WAY_MATTER_READY 9

#define WAY_ACTION_WHAT 1
#define WAY_ACTION_WHO 2
#define WAY_ACTION_BY 3
#define WAY_ACTION_STATUS 4
#define WAY_ACTION_PROGRESS 5
#define WAY_ACTION_MATTER 6
#define WAY_ACTION_GOAL 7

#define WAY_CONTACT_WHEN 1
#define WAY_CONTACT_KIND 2
#define WAY_CONTACT_PLACE 3
#define WAY_CONTACT_SEEN 4
#define WAY_CONTACT_SEEN_ALONE 5
#define WAY_CONTACT_PRESENT 6
#define WAY_CONTACT_OWN_WORDS 7
#define WAY_CONTACT_NOTES 8
#define WAY_CONTACT_OC3 9

#define WAY_APPOINTMENT_WHEN 1
#define WAY_APPOINTMENT_WHAT 2
#define WAY_APPOINTMENT_WITH 3

#define WAY_REVIEW_HELD_ON 1
#define WAY_REVIEW_ATTENDED 2
#define WAY_REVIEW_RESULTS 3
#define WAY_REVIEW_NOTES 4
#define WAY_REVIEW_ASKED 5

#define WAY_CORRECTION_TARGET 1
#define WAY_CORRECTION_TEXT 2
#define WAY_CORRECTION_REASON 3

#define WAY_SETTLEMENT_TARGET 1
#define WAY_SETTLEMENT_REASON 2
#define WAY_SETTLEMENT_CHOSEN 3

#define WAY_VERSION_BODY 1
#define WAY_PLAN_EVENT_BODY 1
#define WAY_SIGNATURE_BODY 1

#define WAY_COPY_MADE 1
#define WAY_COPY_PAGES 2

#define WAY_EASY_LINE_MATTER 1
#define WAY_EASY_LINE_TEXT 2
#define WAY_EASY_LINE_PICTURE 3

#define WAY_WORKER_NAME 1
#define WAY_WORKER_PHONE 2

#define WAY_COUNCIL_NAME 1
#define WAY_COUNCIL_NUMBERS 2
#define WAY_COUNCIL_HEADINGS 3
#define WAY_COUNCIL_VISIT_STANDARDS 4
#define WAY_COUNCIL_PRACTICE 5

#define WAY_STATUS_ENTERED_STATUS 1

#define WAY_HOME_DATES 1
#define WAY_HOME_PROVIDED_BY_COUNCIL 2
#define WAY_HOME_KIND 3

#define WAY_BLOCK_BLOCK 1
#define WAY_BLOCK_DATES 2
#define WAY_BLOCK_NOTES 3

#define WAY_EET_FROM 1
#define WAY_EET_STATE 2

#define WAY_CARE_DATES 1
#define WAY_CARE_BASIS 2
#define WAY_CARE_ENDED 3

#define WAY_CIRCUMSTANCE_DATES 1
#define WAY_CIRCUMSTANCE_CIRCUMSTANCE 2

#define WAY_SUPPORT_ON 1
#define WAY_SUPPORT_EVENT 2

#define WAY_NEEDS_ASSESSMENT_DATES 1

#define WAY_CHANGE_ON 1
#define WAY_CHANGE_CHANGE 2
#define WAY_CHANGE_NOTES 3

#define WAY_STATUS_OVERRIDE_OVERRIDE 1

/* What one member of a group holds, and so how it is checked. */
typedef enum
{
  WAY_MEMBER_LINE,         /* s: one line of text, at most WAY_LINE_MAX characters */
  WAY_MEMBER_LINES,        /* s: a few lines (an address) */
  WAY_MEMBER_DATE,         /* s: YYYY-MM-DD or empty */
  WAY_MEMBER_DATE_PARTIAL, /* s: YYYY[-MM[-DD]] or empty */
  WAY_MEMBER_DATE_PAST,    /* s: YYYY-MM-DD or empty, not after today: what has happened */
  WAY_MEMBER_BIRTH,        /* s: YYYY-MM-DD or empty, not after today */
  WAY_MEMBER_TIME,         /* s: HH:MM or empty */
  WAY_MEMBER_LANGUAGE,     /* s: BCP-47 tag or empty */
  WAY_MEMBER_CHOICE,       /* s: one of choices, or empty */
  WAY_MEMBER_BOOL,         /* b */
  WAY_MEMBER_TRI,          /* y: 0 not given, 1 no, 2 yes */
  WAY_MEMBER_ID,           /* ay: 16 bytes, or empty */
  WAY_MEMBER_NUMBER,       /* u */
  WAY_MEMBER_INTERNAL,     /* any type; the program writes it, no JSON name leads to it */
} WayMemberType;

typedef struct
{
  const char *name; /* JSON name */
  WayMemberType type;
  const char *const *choices; /* (nullable): NULL-terminated, for WAY_MEMBER_CHOICE */
  gboolean required;          /* nobody empties it on a page */
} WayMember;

typedef enum
{
  WAY_SHAPE_MEMBERS, /* a tuple of members, flat in the object's JSON */
  WAY_SHAPE_NESTED,  /* a tuple of members, a JSON object under the group's name */
  WAY_SHAPE_PROSE,   /* (ss): text, language */
  WAY_SHAPE_WORDS,   /* a(ssysssy): passages of own words, way-words.h */
  WAY_SHAPE_IDS,     /* aay: ordered object ids */
} WayShape;

typedef enum
{
  WAY_WRITERS_MEMBER,  /* any member with role adviser or manager */
  WAY_WRITERS_WORDS,   /* an adviser on the case, or the young person in Together */
  WAY_WRITERS_AUTHOR,  /* the author of the object only (contact, review) */
  WAY_WRITERS_MANAGER, /* a manager */
  WAY_WRITERS_ONCE,    /* immutable: the one op that makes the object, and nothing after it */
} WayWriters;

typedef enum
{
  WAY_SEARCH_NEVER,
  WAY_SEARCH_TEXT,
  WAY_SEARCH_WORDS,   /* own words: shown with the speech mark */
  WAY_SEARCH_ADDRESS, /* only where the address is not private */
} WaySearchRule;

typedef enum
{
  WAY_PRINT_NEVER,
  WAY_PRINT_PLAN,    /* part of the plan's content */
  WAY_PRINT_ADDRESS, /* part of the content; left off paper while private, unless asked for */
} WayPrintRule;

typedef enum
{
  WAY_SENSITIVITY_CASE,    /* as private as everything in a case */
  WAY_SENSITIVITY_ADDRESS, /* may find someone: never in a list, a search or an error */
  WAY_SENSITIVITY_TEAM,    /* names and numbers of workers and council */
} WaySensitivity;

typedef struct
{
  guint16 number;
  const char *name; /* JSON name of a nested, prose, words or ids group; else a stable name */
  const char *type; /* GVariant type string of the value; frozen */
  WayShape shape;
  WayWriters writers;
  WaySearchRule search;
  WayPrintRule print;
  WaySensitivity sensitivity;
  const WayMember *members; /* (nullable): ends with a NULL name */
} WayGroup;

/* Where a kind stands in the interchange document. */
typedef enum
{
  WAY_PLACE_NONE,      /* not interchanged: backup only */
  WAY_PLACE_PERSON,    /* the person object itself */
  WAY_PLACE_PLAN,      /* the members of `plan` */
  WAY_PLACE_PLAN_LIST, /* a list in `plan` */
  WAY_PLACE_MATTERS,   /* an entry of `plan.matters` */
  WAY_PLACE_ACTIONS,   /* `actions` of its matter */
  WAY_PLACE_LIST,      /* a list of the person */
  WAY_PLACE_CORRECTION /* `corrections` of the contact or review it corrects */
} WayPlace;

typedef struct
{
  guint16 number;
  const char *name; /* stable, singular */
  const char *list; /* (nullable): JSON name of the list for the list places */
  WayPlace place;
  gboolean immutable; /* one op makes it, no life group, nothing may supersede it */
  gboolean dated;     /* lists sort by the first date of group 1, then creation, then id */
  const WayGroup *groups;
  guint n_groups;
} WayKind;

#define WAY_LINE_MAX 2000          /* characters */
#define WAY_TEXT_MAX (1024 * 1024) /* bytes; decisions.md 1 */
#define WAY_PRIORITIES_MAX 3

/* The table in the order of its numbers; @ret_n is its length. */
const WayKind *way_schema_kinds (guint *ret_n);

/* NULL for a number this version does not know. */
const WayKind *way_schema_kind (guint16 kind);
const WayGroup *way_schema_group (guint16 kind, guint16 group);

/* NULL where the kind has no such JSON name. */
const WayGroup *way_schema_group_by_name (const WayKind *kind, const char *name);
/* The group whose flat member is @name, and that member's index. */
const WayGroup *
way_schema_group_by_member (const WayKind *kind, const char *name, guint *ret_index);

guint way_group_n_members (const WayGroup *group);

/* Names of decisions.md 6, NULL-terminated. */
extern const char *const way_given_names[];         /* index = byte in a passage */
extern const char *const way_action_status_names[]; /* to_do … */
extern const char *const way_goal_state_names[];
extern const char *const way_contact_kind_names[];
extern const char *const way_contact_place_names[];
extern const char *const way_plan_event_names[];
extern const char *const way_legal_status_names[];
extern const char *const way_care_basis_names[];
extern const char *const way_circumstance_names[];
extern const char *const way_support_event_names[];
extern const char *const way_change_names[];

/* -1 where @name is none of @names. */
int way_schema_name_index (const char *const *names, const char *name);

G_END_DECLS
