#!/usr/bin/env bash
# Make .venv with the given Python, which must be 3.11 or later.
# Debian and Ubuntu ship Python without ensurepip; python3-venv brings it.
set -eu
python=${1:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Porte-voix needs Python 3.11 or later. Name one with: make PYTHON=python3.12 …" >&2
  exit 1
}
"$python" -c 'import ensurepip, venv' 2>/dev/null || "$(dirname "$0")/apt-install.sh" python3-venv
"$python" -m venv .venv
