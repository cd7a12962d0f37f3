#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads the labels out of the code: update-pot.sh [OUTPUT].  Run from anywhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/waymark-print.pot}
cd "$here/../.."
{
  echo '# SPDX-License-Identifier: GPL-3.0-or-later'
  echo '# The labels that are printed around a plan.'
  LC_ALL=C.UTF-8 xgettext --from-code=UTF-8 --language=C --keyword --keyword=WAY_LABEL:1c,2 \
    --keyword=WAY_LABEL_MANY:1c,2,3 --no-location --sort-output --package-name=Waymark \
    --files-from="$here/POTFILES" --output=- 2>&1 |
    sed -n '/^msgid ""/,$p' | grep -v '^"POT-Creation-Date:'
} > "$output"
