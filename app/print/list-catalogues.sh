#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The resource file for the compiled catalogues named in $1 (po/print/LINGUAS).
set -eu
echo '<?xml version="1.0" encoding="UTF-8"?>'
echo '<gresources><gresource prefix="/io/github/waymark/print">'
grep -v '^#' "$1" | while read -r language; do
  [ -z "$language" ] || echo "<file>$language.mo</file>"
done
echo '</gresource></gresources>'
