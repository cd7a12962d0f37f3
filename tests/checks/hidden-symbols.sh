#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hidden-symbols.sh PROGRAM…
#
# Is the encrypting engine really in each program, and hidden there?  Another library of the same
# process may bring plain SQLite.  If a program of ours exported its symbols that library would use
# them; if it imported them, plain SQLite could win and the vault would be written in clear.
set -eu

failed=0
complain() {
  echo "$1: $2"
  failed=1
}

[ $# -gt 0 ] || { echo "usage: hidden-symbols.sh PROGRAM..."; exit 2; }
for program in "$@"; do
  [ -x "$program" ] || { complain "$program" "there is no such program"; continue; }

  dynamic=$(nm -D "$program" | grep -E ' _?sqlite3_|sqlcipher' || true)
  [ -z "$dynamic" ] || complain "$program" "exports or imports the engine: $dynamic"

  needed=$(readelf -d "$program" | grep -E 'NEEDED.*(sqlite3|sqlcipher)' || true)
  [ -z "$needed" ] || complain "$program" "loads an engine at run time: $needed"

  # Hidden symbols are local ones; a stripped program still carries the engine's words.
  if nm "$program" 2>/dev/null | grep -q . ; then
    nm "$program" | grep -q ' t sqlite3_key_v2$' \
      || complain "$program" "the encrypting engine is not in it, or not hidden"
  fi
  grep -aq 'cipher_integrity_check' "$program" \
    || complain "$program" "the encrypting engine is not in it"
done
exit $failed
