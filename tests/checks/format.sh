#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# format.sh ROOT
#
# Every C file laid out by clang-format 14, every text file with its licence line, nothing put off.
set -eu

cd "$1"
failed=0
list=$(mktemp)
found=$(mktemp)
trap 'rm -f "$list" "$found"' EXIT

# What is tracked; in an unpacked archive, what is there.
git ls-files -- . >"$list" 2>/dev/null || find . -type f -not -path '*/.*' -not -path './_build*' \
  | sed 's|^\./||' >"$list"

# Made or copied data that can hold no comment, and the licence itself.
grep -vE '^LICENSE$|(^|/)\.gitignore$|\.(json|png|jpg|svg|pdf|bin|db|keys|waymark-backup|ttf|otf|gz)$|(^|/)LINGUAS$' "$list" \
  | while read -r file; do
      if [ -s "$file" ] && ! head -n 12 "$file" | grep -q 'SPDX-License-Identifier: '; then
        echo "$file: no SPDX-License-Identifier in its first lines"
      fi
    done >"$found"

# The two words are split so that this file does not find itself.
grep -vE '\.(png|jpg|pdf|bin|db|keys|waymark-backup|ttf|otf|gz)$|^LICENSE$' "$list" \
  | xargs -r -d '\n' grep -nIwE 'TO''DO|FIX''ME|X''XX' >>"$found" || true

if [ -s "$found" ]; then
  cat "$found"
  failed=1
fi

formatter=$(command -v clang-format-14 || command -v clang-format || true)
case $([ -z "$formatter" ] || "$formatter" --version) in
*"version 14."*)
  grep -E '^(app|tests)/.*\.[ch]$' "$list" | xargs -r -d '\n' "$formatter" --dry-run --Werror \
    || failed=1
  ;;
*)
  echo "clang-format 14 is not installed, so the layout was not looked at."
  [ $failed -ne 0 ] || exit 77
  ;;
esac
exit $failed
