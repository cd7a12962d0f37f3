/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * BenchTeam: the shipped server on a socket of this machine, two managers' vaults of the shipped
 * rooms, and between them a line that counts what goes over it.  Whatever fails ends the program.
 *
 * The server has the caps that are shipped (protocol.md, 2).
 */
#pragma once

#include "bench-vault.h"
#include "way-server-http.h"
#include "way-sync.h"

typedef struct
{
  BenchVault vault;
  WaySync *sync;
  guint n_received; /* cases that work of others came into */
  double first;     /* when the first of them did, by bench_now() */
} BenchLaptop;

/* What went over the line, both ways. */
typedef struct
{
  gint connections, bytes;
  double first_byte; /* by bench_now(), of an answer; 0: none yet */
} BenchLine;

typedef struct
{
  char *dir, *path; /* (owned) */
  WayStorage *storage;
  WayServer *server;
  WayExecutor *executor;
  WayClock *clock;
  WayRandom *random;
  WayServerHttp *http;
  GSocketService *relay;
  guint port;
  BenchLine line;
  guint n_answers; /* of the server */
  BenchLaptop ros, joel;
} BenchTeam;

void bench_team_init (BenchTeam *self);
void bench_team_clear (BenchTeam *self);

/* One round; ends the program where it does not end in *synced*. */
void bench_laptop_sync (BenchLaptop *self);
/* Forgets what went over the line, what was answered and what was received. */
void bench_team_begin (BenchTeam *self);
