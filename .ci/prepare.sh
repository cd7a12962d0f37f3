# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What ./run and ./test share: the packages Waymark needs on Debian 12, and the build.  Sourced.
#
# SQLCipher 4.6 and meson 1.7 come from bookworm-backports; nothing else does (a pin says so).

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

packages_build=(build-essential pkg-config meson ninja-build gettext git python3
  libglib2.0-dev libglib2.0-dev-bin libsecret-1-dev libsqlcipher-dev libsodium-dev libssl-dev
  libgtk-4-dev libgtk-4-bin libadwaita-1-dev libjson-glib-dev libsoup-3.0-dev glib-networking libpango1.0-dev libcairo2-dev libqrencode-dev libqpdf-dev librsvg2-bin
  libxtst-dev fonts-noto-core fonts-noto-mono fonts-cantarell adwaita-icon-theme gsettings-desktop-schemas)
# What a visit in the window needs where there is no display.
packages_visit=(xvfb xauth x11-xserver-utils xdotool imagemagick at-spi2-core dbus dbus-x11
  python3-gi gir1.2-atspi-2.0 poppler-utils)
packages_test=(appstream desktop-file-utils clang-format cups cups-client dbus gnome-keyring libglib2.0-bin libsqlite3-0 binutils
  xvfb xauth x11-utils x11-xserver-utils xdotool imagemagick at-spi2-core dbus-x11
  python3-pyatspi gir1.2-atspi-2.0 gir1.2-gtk-4.0 tzdata poppler-utils openssl qpdf zbar-tools python3-jsonschema python3-nacl e2fsprogs util-linux
  libfaketime xcompmgr)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Asks before anything outside this folder is changed, unless root or CI does the asking.
may_change() {
  if [ "$(id -u)" = 0 ] || [ "${CI:-}" = true ]; then return 0; fi
  local answer
  read -r -p "$1 [y/N] " answer
  [ "$answer" = y ] || [ "$answer" = Y ]
}

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

# The mirror in use, with bookworm-backports in the place of bookworm.
backports_source() {
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    awk -v RS= '/(^|\n)Suites:[^\n]*(^|[ :])bookworm( |\n|$)/ {
        gsub(/\n#[^\n]*/, ""); sub(/^#[^\n]*\n/, "")
        sub(/Suites:[^\n]*/, "Suites: bookworm-backports"); print; exit }' "$file" | grep . && return
  done
  awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i == "bookworm") {
      $i = "bookworm-backports"; print; exit } }' /etc/apt/sources.list 2>/dev/null | grep .
}

add_backports() {
  local source kind=sources
  apt-cache madison libsqlcipher-dev 2>/dev/null | grep -q bpo12 && return
  source=$(backports_source) || {
    echo "No Debian 12 source was found in /etc/apt, so SQLCipher 4.6 cannot be installed." >&2
    echo "Add bookworm-backports to your sources, then start again." >&2
    exit 1
  }
  [ "${source#deb }" = "$source" ] || kind=list
  echo "Adding bookworm-backports for SQLCipher and meson only:"
  echo "  /etc/apt/sources.list.d/waymark-backports.$kind"
  echo "  /etc/apt/preferences.d/waymark-backports"
  may_change "Write these two files?" || exit 1
  echo "$source" | as_root tee "/etc/apt/sources.list.d/waymark-backports.$kind" >/dev/null
  as_root tee /etc/apt/preferences.d/waymark-backports >/dev/null <<'PIN'
Package: *
Pin: release n=bookworm-backports
Pin-Priority: 100

Package: libsqlcipher-dev libsqlcipher1 sqlcipher src:sqlcipher meson src:meson
Pin: release n=bookworm-backports
Pin-Priority: 600
PIN
  as_root apt-get update -q
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  local meson
  meson=$(dpkg-query -W -f='${Version}' meson 2>/dev/null || echo 0)
  if dpkg --compare-versions "$meson" lt 1.7; then missing+=(meson); fi
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing with apt: ${missing[*]}"
  may_change "Go on?" || exit 1
  as_root apt-get update -q
  add_backports
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build DIR [MESON OPTIONS…]
build() {
  local dir=$1
  shift
  if [ ! -e "$dir/build.ninja" ]; then meson setup "$dir" "$top" "$@"; fi
  ninja -C "$dir"
}
