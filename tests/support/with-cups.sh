#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-cups.sh PROGRAM [ARGUMENTS…]: runs PROGRAM beside a print service of its own with one queue,
# "Keep", that keeps the bytes of every job in the folder WAY_TEST_PRINTED as job-N.pdf.
set -euo pipefail

dir=$(mktemp -d)
trap '[ -z "${service:-}" ] || kill "$service" 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
chmod 755 "$dir"
mkdir -p "$dir"/{etc,spool/tmp,cache,state,log,bin/backend,printed}
for part in /usr/lib/cups/*; do
  [ "$part" = /usr/lib/cups/backend ] || ln -s "$part" "$dir/bin/"
done
# Arguments: job, user, title, copies, options and, with a raw queue, the file.
cat >"$dir/bin/backend/keep" <<'BACKEND'
#!/bin/sh
[ $# -gt 0 ] || { echo 'file keep:/ "Keep" "Keep"'; exit 0; }
umask 022
folder=${DEVICE_URI#keep:}
cat "${6:--}" >"$folder/job-$1.part" && mv "$folder/job-$1.part" "$folder/job-$1.pdf"
BACKEND
chmod 700 "$dir/bin/backend/keep"

cat >"$dir/etc/cups-files.conf" <<CONF
ServerRoot $dir/etc
ServerBin $dir/bin
RequestRoot $dir/spool
TempDir $dir/spool/tmp
CacheDir $dir/cache
StateDir $dir/state
ErrorLog $dir/log/error_log
AccessLog $dir/log/access_log
PageLog $dir/log/page_log
SystemGroup root
Sandboxing relaxed
CONF
cat >"$dir/etc/cupsd.conf" <<CONF
LogLevel warn
Listen $dir/state/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
chmod -R go+rX "$dir"
chmod 777 "$dir/printed"
cupsd -f -c "$dir/etc/cupsd.conf" -s "$dir/etc/cups-files.conf" >/dev/null 2>&1 &
service=$!
export CUPS_SERVER=$dir/state/cups.sock WAY_TEST_PRINTED=$dir/printed
for _ in $(seq 100); do
  [ -S "$CUPS_SERVER" ] && break
  sleep 0.1
done
lpadmin -p Keep -E -v "keep:$dir/printed" -m raw 2>"$dir/log/lpadmin"
lpadmin -d Keep
"$@" || { code=$?; cat "$dir/log/error_log" >&2; exit "$code"; }
