#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-pot.sh PO-PRINT: the template holds the labels of the code, and every catalogue is whole.
set -eu
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
"$1/update-pot.sh" "$fresh"
diff -u "$1/waymark-print.pot" "$fresh" || {
  echo "po/print/waymark-print.pot is old: run po/print/update-pot.sh" >&2
  exit 1
}
for catalogue in "$1"/*.po; do
  # The recovery sheet is for the team and stays in English.
  missing=$(msgmerge --quiet --no-fuzzy-matching --output-file=- "$catalogue" "$fresh" |
    msgattrib --untranslated --no-obsolete | grep '^msgctxt' | grep -cv '"sheet"' || true)
  if [ "$missing" -ne 0 ]; then
    echo "$catalogue lacks $missing labels" >&2
    exit 1
  fi
  msgmerge --quiet --no-fuzzy-matching --output-file=- "$catalogue" "$fresh" |
    msgattrib --only-obsolete | grep -q '^#~ msgid' && {
    echo "$catalogue holds labels that are gone" >&2
    exit 1
  }
done
exit 0
