/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the JSON Schema of the interchange document to standard output, for
 * data/waymark-cases.schema.json:  print-schema > data/waymark-cases.schema.json
 */
#include "exchange-fixture.h"
#include "way-json-schema.h"

int
main (void)
{
  g_autofree char *text = way_json_schema_to_text (exchange_reference ());

  g_print ("%s", text);
  return 0;
}
