/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands before two of the server's tables, for the mutants only: the row that WAY_MUTANT names is
 * another one.
 *
 *   reason N               the refusal N of a judge has no row
 *   route METHOD PATTERN FIELD   that field of the route is the wrong one
 */
#include <string.h>
#include "way-server-private.h"

WayReason __real_way_reason_of_verdict (WayVerdict verdict);
WayReason __wrap_way_reason_of_verdict (WayVerdict verdict);
const WayRoute *
__real_way_route_find (const char *method, const char *path, WayCall *call, const char **allow);
const WayRoute *
__wrap_way_route_find (const char *method, const char *path, WayCall *call, const char **allow);

/* (transfer full): the words of WAY_MUTANT where the first of them is @kind; else NULL. */
static char **
dup_mutant (const char *kind, guint n)
{
  const char *text = g_getenv ("WAY_MUTANT");
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  return g_strv_length (words) == n && g_str_equal (words[0], kind) ? g_steal_pointer (&words)
                                                                    : NULL;
}

WayReason
__wrap_way_reason_of_verdict (WayVerdict verdict)
{
  g_auto (GStrv) mutant = dup_mutant ("reason", 2);

  if (mutant != NULL && g_ascii_strtoull (mutant[1], NULL, 10) == verdict)
    return WAY_REASON_BAD_ENTRY;
  return __real_way_reason_of_verdict (verdict);
}

static void
spoil (WayRoute *route, const char *field)
{
  if (g_str_equal (field, "standings"))
    route->standings = WAY_STANDING_ANY;
  else if (g_str_equal (field, "token"))
    route->standings = 0;
  else if (g_str_equal (field, "type"))
    route->body = route->body == WAY_BODY_JSON ? WAY_BODY_BYTES : WAY_BODY_JSON;
  else if (g_str_equal (field, "none"))
    route->body = WAY_BODY_BYTES;
  else if (g_str_equal (field, "longest"))
    route->longest++;
  else if (g_str_equal (field, "query"))
    route->query = NULL;
  else if (g_str_equal (field, "writes"))
    route->writes = !route->writes;
  else if (g_str_equal (field, "before_setup"))
    route->before_setup = !route->before_setup;
  else if (g_str_equal (field, "uncapped"))
    route->uncapped = !route->uncapped;
  else
    g_error ("no such field");
}

const WayRoute *
__wrap_way_route_find (const char *method, const char *path, WayCall *call, const char **allow)
{
  static WayRoute spoiled;
  g_auto (GStrv) mutant = dup_mutant ("route", 4);
  const WayRoute *route = __real_way_route_find (method, path, call, allow);

  if (route == NULL || mutant == NULL || !g_str_equal (mutant[1], route->method)
      || !g_str_equal (mutant[2], route->pattern))
    return route;
  spoiled = *route;
  spoil (&spoiled, mutant[3]);
  return &spoiled;
}
