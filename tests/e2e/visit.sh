#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A visit, as an adviser would do it with waymarkctl: own words, an action, a contact; then search,
# finalise, print, check, back up.  Only invented people.
#
# usage: visit.sh WAYMARKCTL FOLDER   (FOLDER is made anew each time)
set -euo pipefail

waymarkctl=$(realpath "$1")
folder=$2
passphrase="practice kettle harbour nine"

rm -rf "$folder"
mkdir -p "$folder"
folder=$(realpath "$folder")
chmod 700 "$folder"
printf '%s\n' "$passphrase" >"$folder/passphrase"
export XDG_DATA_HOME=$folder/share

say() { printf '\n%s\n' "$*"; }
# The vault is made without the desktop keyring, so that practice leaves nothing in it.
ctl() {
  env DBUS_SESSION_BUS_ADDRESS=disabled: \
    "$waymarkctl" --vault "$folder/vault" --passphrase-file "$folder/passphrase" "$@"
}

say "A practice vault, with a recovery sheet on paper:"
ctl init --name "Ros Whitfield" --phone "01632 960 118" --council "Linden Council" \
  --team "leaving care team" --out-of-hours "01632 960 140, any time" --advocate "01632 960 155" \
  --sheet "$folder/recovery-sheet.pdf"

say "Twenty-five invented young people:"
ctl import --practice
ctl person list

kez=$(ctl --json person list | python3 -c '
import json, sys
print(next(p["id"] for p in json.load(sys.stdin) if p["preferred_name"].startswith("Kez")))')
# One reading of England's clock: a contact lies never ahead of it, at whatever hour this is run.
read -r today now < <(TZ='GMT0BST,M3.5.0/1,M10.5.0' date '+%F %H:%M')
by=$(date -d "$today + 14 days" +%F)

say "In the kitchen with Kez: her words, an action, today’s visit."
ctl edit "$kez" <<PATCH
{"plan": {"matters": {"S1_05": {
  "own_words": [{"text": "I want to paint it yellow, and have a table big enough for Jude to do his homework.",
                 "language": "en", "given": "said", "said_on": "$today", "typed_by": "Ros Whitfield"}],
  "actions": [{"what": "Ask the landlord about painting", "who": "Ros", "by": "$by", "status": "to_do"}]}}}}
PATCH
ctl contact add "$kez" <<CONTACT
{"on": "$today", "at": "$now", "kind": "visit", "place": "home", "seen": true, "seen_alone": true,
 "own_words": "It finally feels like it might be mine.", "notes": "Looked at paint colours together. The kitchen window sticks."}
CONTACT

say "Every word is found:"
ctl search yellow
ctl search "kitchen wind"

say "Agreed, and printed:"
ctl plan finalise "$kez"
ctl print "$kez" --edition standard --copy-for "Kez" -o "$folder/plan.pdf"
ctl plan versions "$kez"

say "Looked over, and backed up:"
ctl check
ctl backup "$folder/practice.waymark-backup"

if command -v pdftoppm >/dev/null; then
  pdftoppm -r 80 -png "$folder/plan.pdf" "$folder/plan"
fi

say "Kez’s plan is here:      $folder/plan.pdf"
echo "Its pages as pictures:   $folder/plan-*.png"
echo "The recovery sheet:      $folder/recovery-sheet.pdf"
echo "The practice vault:      $folder/vault (passphrase: $passphrase)"
echo
echo "Look around in it:"
echo "  $waymarkctl --vault $folder/vault --passphrase-file $folder/passphrase person list"
