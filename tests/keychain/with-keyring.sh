#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-keyring.sh STATE PROGRAM: runs PROGRAM -p /keychain/STATE on a session bus of its own, in
# folders of its own, with a real keyring in that state:
#   ready          gnome-keyring with its login keyring made and unlocked (also: locked, garbage,
#                  silent, restarted; the program brings those about itself)
#   no-collection  gnome-keyring started by the bus, without any keyring
#   no-service     a bus on which nothing offers the Secret Service
#   no-bus         no session bus at all
# Everything it starts is ended by its id.  No display: a prompt could not be answered.
set -eu

state=$1
program=$2

keyring_pid() {
  gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus \
    -m org.freedesktop.DBus.GetConnectionUnixProcessID org.freedesktop.secrets 2>/dev/null |
    sed -n 's/.*uint32 \([0-9]*\).*/\1/p'
}

# Inside the bus: what gnome-keyring inherits here stays open as long as it lives, so the results go
# to a file and not to the pipe of whoever started the test.  Its own warnings are not ours, so
# G_DEBUG reaches the program only.
if [ "${3-}" = inside ]; then
  started=
  case $state in
    no-service | no-bus | no-collection) ;;
    *)
      printf 'keyring password' |
        gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
      started=$!
      tries=0
      while [ -z "$(keyring_pid)" ] && [ $tries -lt 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
      done
      ;;
  esac
  rc=0
  G_DEBUG=$program_debug "$program" -p "/keychain/$state" >"$HOME/results" 2>"$HOME/errors" || rc=$?
  now=$(keyring_pid)
  # A test that failed may have left it stopped: then it ends only once it goes on.
  [ -z "$now" ] || { kill "$now" && kill -CONT "$now"; } 2>/dev/null || true
  if [ -n "$started" ]; then
    [ "$started" = "$now" ] || { kill "$started" && kill -CONT "$started"; } 2>/dev/null || true
    wait "$started" || true
  fi
  exit $rc
fi

box=$(mktemp -d "${TMPDIR:-/tmp}/way-keyring.XXXXXX")
trap 'rm -rf "$box"' EXIT
mkdir -m 700 "$box/home" "$box/run"
export HOME="$box/home" XDG_RUNTIME_DIR="$box/run"
export XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache"
export program_debug="${G_DEBUG-}"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SECRET_BACKEND G_DEBUG

config=
if [ "$state" = no-service ]; then
  config="--config-file=$box/bus.conf"
  cat >"$box/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$box/run</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
fi

rc=0
if [ "$state" = no-bus ]; then
  "$0" "$state" "$program" inside || rc=$?
else
  # shellcheck disable=SC2086
  dbus-run-session $config -- "$0" "$state" "$program" inside >"$box/bus.log" 2>&1 || rc=$?
fi
cat "$HOME/errors" >&2 || cat "$box/bus.log" >&2
cat "$HOME/results"
exit $rc
