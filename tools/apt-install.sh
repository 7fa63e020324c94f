#!/usr/bin/env bash
# Install Debian packages where that takes no question; otherwise say what to type, and fail.
# Usage: tools/apt-install.sh PACKAGE...
set -eu

if ! command -v apt-get >/dev/null; then
  echo "Please install these with your system's packages: $*" >&2
  exit 1
elif [ "$(id -u)" = 0 ]; then
  as_root=(env)
elif sudo -n true 2>/dev/null; then
  as_root=(sudo env)
else
  echo "Please type: sudo apt-get install $*" >&2
  exit 1
fi

echo "Installing $* with apt-get …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >>"$log" 2>&1; }
apt update && apt install -y --no-install-recommends "$@" || {
  tail -n 5 "$log" >&2
  echo "apt-get could not install: $*" >&2
  exit 1
}
