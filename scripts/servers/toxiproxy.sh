#!/usr/bin/env bash
# Installs Toxiproxy, which `npm run test:chaos` puts before the stores: built by Go from its module, into the cache. No
# server is started: each test starts its own and ends it.
set -euo pipefail

VERSION=2.12.0
FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/toxiproxy-$VERSION"
# The program's name is that of its folder in the module.
PROGRAM="$FOLDER/server"

if [ ! -x "$PROGRAM" ]; then
  if ! command -v go >/dev/null; then
    echo 'go is missing: Toxiproxy is built from its module. Install Go 1.23 or newer.' >&2
    exit 1
  fi
  # A folder that was half filled is not there for the next run.
  rm -rf "$FOLDER.part"
  mkdir -p "$FOLDER.part"
  GOBIN="$FOLDER.part" GOFLAGS=-trimpath go install "github.com/Shopify/toxiproxy/v2/cmd/server@v$VERSION" >&2
  rm -rf "$FOLDER"
  mv "$FOLDER.part" "$FOLDER"
fi
echo "Toxiproxy $VERSION is in $FOLDER."
