#!/usr/bin/env bash
# Builds the kube-apiserver that the Kubernetes tests run against, beside Debian's etcd, from the published Go modules. A
# cold build takes five minutes or more and leaves 3.5 GB in Go's own caches; the binary, 102 MB, is kept in the cache
# folder.
set -euo pipefail

VERSION=1.34.4
FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/chatelaine/kube-apiserver-$VERSION"
PROGRAM="$FOLDER/kube-apiserver"

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

if [ ! -x "$PROGRAM" ]; then (build_api_server); fi
echo "kube-apiserver $VERSION is in $FOLDER."
