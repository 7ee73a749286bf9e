#!/usr/bin/env bash
# Installs moto, the AWS that the tests of the AWS providers talk to. Once a version is there, it returns at once.
set -euo pipefail

readonly VERSION=5.2.5
readonly FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/moto-$VERSION"

if [[ ! -x "$FOLDER/bin/moto_server" ]]; then
  # What stopped half-way has no moto_server, and is made anew.
  rm -rf "$FOLDER"
  mkdir -p "$FOLDER"
  python3 -m venv "$FOLDER"
  "$FOLDER/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    --requirement "$(dirname "$0")/moto.requirements.txt" 1>&2
fi
echo "moto $VERSION: $FOLDER/bin/moto_server"
