#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command on a display of its own, with the desktop's settings in memory.
#
#   under-xvfb.sh COMMAND [ARGUMENTS]      WAY_SCREEN=1280x800 is its size
set -u
coproc XVFB { exec Xvfb -displayfd 1 -screen 0 "${WAY_SCREEN:-1280x800}x24" -nolisten tcp 2>/dev/null; }
read -r number <&"${XVFB[0]}" || { echo "no display" >&2; exit 77; }
trap 'kill "$XVFB_PID" 2>/dev/null' EXIT
home=$(mktemp -d)
trap 'kill "$XVFB_PID" 2>/dev/null; rm -rf "$home"' EXIT
export DISPLAY=:$number GDK_BACKEND=x11 GSK_RENDERER=cairo LANG=C.UTF-8
# Nothing is drawn by GL, whose drivers keep what they once opened.
export GDK_DEBUG=${GDK_DEBUG:-gl-disable}
export GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL=1 GTK_A11Y=${GTK_A11Y:-test} NO_AT_BRIDGE=1
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"
printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=false\n' \
  >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
"$@"
