#!/usr/bin/env bash
# Make sure that a Chromium exists for the browser tests; print its version.
set -eu

# Asking for the version, because Ubuntu ships a `chromium-browser` that only names a snap.
found() {
  for name in chromium chromium-browser google-chrome; do
    "$name" --version 2>/dev/null && return
  done
  return 1
}

found && exit
"$(dirname "$0")/apt-install.sh" chromium fonts-dejavu-core || true
found || {
  echo "The browser tests need Chromium as 'chromium', 'chromium-browser' or 'google-chrome'." >&2
  echo "Debian: sudo apt-get install chromium. Ubuntu: sudo snap install chromium." >&2
  exit 1
}
