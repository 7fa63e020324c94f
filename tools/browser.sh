#!/usr/bin/env bash
# Make sure that a Chromium and a Firefox exist for the browser tests; print their versions.
set -eu

# Asking for the version, because Ubuntu ships browsers that only name a snap.
found() {
  for name in "$@"; do
    "$name" --version 2>/dev/null && return
  done
  return 1
}

# Usage: need NAME WHAT-TO-SAY "COMMANDS" PACKAGE...
need() {
  local name=$1 else=$2 commands=$3
  shift 3
  found $commands && return
  "$(dirname "$0")/apt-install.sh" "$@" || true
  found $commands && return
  echo "The browser tests need $name as one of: $commands. $else" >&2
  return 1
}

need Chromium "Debian: sudo apt-get install chromium. Ubuntu: sudo snap install chromium." \
  "chromium chromium-browser google-chrome" chromium fonts-dejavu-core
need Firefox "Debian: sudo apt-get install firefox-esr. Others: a package, not a snap." \
  "firefox-esr firefox" firefox-esr
