#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the generated schema what an independent validator takes it for?

    check-schema.py SCHEMA VERDICTS GOOD...

SCHEMA is a JSON Schema itself, every GOOD document is valid, and every row of VERDICTS has the
verdict that stands beside it, which test-schema.c asks of import too.  Exit 0: all of that.
"""
import json
import sys

from jsonschema import Draft202012Validator


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(schema_path, verdicts_path, *good_paths):
    schema = load(schema_path)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong = 0
    for path in good_paths:
        for error in validator.iter_errors(load(path)):
            print("refused in a good document:", "/".join(map(str, error.absolute_path)))
            wrong += 1
    rows = load(verdicts_path)["rows"]
    for row in rows:
        if validator.is_valid(row["document"]) != row["good"]:
            print("should be", "valid:" if row["good"] else "invalid:", row["name"])
            wrong += 1
    print(len(good_paths), "documents,", len(rows), "rows,", wrong, "wrong")
    return wrong > 0 or not rows or not good_paths


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
