/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SimStep: one thing that happens; and lists of them, as a seed gives them.
 *
 * Each has a seed of its own for all it decides, so that a step does the same thing, or nothing,
 * when others are left out.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIM_STEP_WRITE,
  SIM_STEP_PERSON,
  SIM_STEP_LONG,
  SIM_STEP_UNDO,
  SIM_STEP_SETTLE,
  SIM_STEP_SYNC,
  SIM_STEP_SYNC_ROUGH,  /* in bad weather */
  SIM_STEP_SYNC_BOTH,   /* two laptops at once */
  SIM_STEP_SYNC_KILLED, /* the laptop's program is killed over it */
  SIM_STEP_SYNC_FULL,   /* a write of its vault fails */
  SIM_STEP_SYNC_CUT,    /* the server is killed over it, or its disk fails */
  SIM_STEP_SYNC_POWER,  /* the power goes, for all */
  SIM_STEP_SYNC_EVIL,   /* the server is not honest */
  SIM_STEP_RESTART,
  SIM_STEP_CLOCK, /* the laptop's clock jumps */
  SIM_STEP_TIME,  /* time passes */
  SIM_STEP_COPY,
  SIM_STEP_RESTORE, /* to that copy */
  SIM_STEP_REVOKE,
  SIM_STEP_REJOIN,
  SIM_STEP_ALLOCATE,
  SIM_STEP_HAND_OVER,
  SIM_N_STEPS,
} SimStepKind;

typedef struct
{
  SimStepKind kind;
  guint laptop, other; /* any number: counted round */
  guint which;         /* case, or amount; likewise */
  guint64 chance;
} SimStep;

/* (transfer full) (element-type SimStep) */
GArray *sim_steps_draw (guint64 seed);
const char *sim_step_name (SimStepKind kind);
/* (transfer full): "12 write 1 0 3". */
char *sim_step_format (const SimStep *self, guint number);

G_END_DECLS
