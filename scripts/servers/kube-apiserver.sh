#!/usr/bin/env bash
# Installs what the Kubernetes tests run against: Debian's etcd, and a kube-apiserver built from the published Go modules.
# No service is started: each test starts its own on free ports and ends it. A cold build takes five minutes or more and
# leaves 3.5 GB in Go's own caches; the binary, 102 MB, is kept in the cache folder.
set -euo pipefail

VERSION=1.34.4
FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/kube-apiserver-$VERSION"
PROGRAM="$FOLDER/kube-apiserver"
POLICY=/usr/sbin/policy-rc.d

install_etcd() {
  if ! command -v apt-get >/dev/null; then
    echo "etcd is missing, and this is no Debian: install it in this system's own way." >&2
    exit 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo 'etcd-server is missing. Run this script as root.' >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  # Debian starts what it installs unless this file says no (101).
  local policy_is_ours=no
  if [ ! -e "$POLICY" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$POLICY" >/dev/null
    "${as_root[@]}" chmod 755 "$POLICY"
    policy_is_ours=yes
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
  local failed=0
  { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends etcd-server; } >&2 || failed=1
  if [ "$policy_is_ours" = yes ]; then "${as_root[@]}" rm -f "$POLICY"; fi
  return "$failed"
}

build_api_server() {
  if ! command -v go >/dev/null; then
    echo 'go is missing: it builds the kube-apiserver. Install Go 1.26 or newer.' >&2
    exit 1
  fi
  mkdir -p "$FOLDER"
  local work modules
  work="$(mktemp -d "$FOLDER/build.XXXXXX")"
  # Expanded now: the trap outlives this function's variables.
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  cd "$work"
  cat >main.go <<'GO'
package main

import (
	"os"

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
GO
  # The modules of k8s.io/kubernetes are replaced in its own go.mod by folders that a module does not carry.
  modules="$(go list -m -f '{{.GoMod}}' "k8s.io/kubernetes@v$VERSION")"
  {
    printf 'module kubeapiserver\n\ngo 1.26.0\n\nrequire k8s.io/kubernetes v%s\n\nreplace (\n' "$VERSION"
    grep -oE '^\s+(k8s.io/[a-z-]+) => ./staging' "$modules" | awk -v version="v0.${VERSION#1.}" '{ print "  " $1 " => " $1 " " version }'
    echo ')'
  } >go.mod
  go mod tidy >&2
  CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o kube-apiserver . >&2
  mv kube-apiserver "$PROGRAM"
}

command -v etcd >/dev/null || install_etcd
if [ ! -x "$PROGRAM" ]; then (build_api_server); fi
echo "kube-apiserver $VERSION is in $FOLDER, and etcd is installed."
