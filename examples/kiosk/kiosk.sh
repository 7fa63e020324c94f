#!/bin/sh
# Opens one address full screen, with a profile that outlives a restart: ./kiosk.sh ADDRESS
set -eu

address=${1:?"usage: kiosk.sh ADDRESS"}
profile=${PROFILE:-$HOME/.local/share/porte-voix-kiosk}
mkdir -p "$profile"

exec "${BROWSER:-chromium}" --kiosk --no-first-run --disable-session-crashed-bubble \
  --user-data-dir="$profile" "$address"
