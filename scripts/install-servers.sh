#!/usr/bin/env bash
# Installs the servers that the integration tests open connections to, openssl for their certificates, and the browser that
# they drive, when they are missing. No service is started: each test starts its own server on a free port and ends it.
#
# Debian keeps one version of each per release, so the release is the pin. Tested on Debian 12: PostgreSQL 15,
# MariaDB 10.11, Redis 7.0, RabbitMQ 3.10, aiosmtpd 1.4.3, Chromium 156, etcd 3.4, age 1.1.
set -euo pipefail

POLICY=/usr/sbin/policy-rc.d

# What Debian does not have comes from its own package client, into a cache folder, in the version that its script names.
for script in "$(dirname "$0")"/servers/*.sh; do
  bash "$script"
done

has() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/usr/lib/rabbitmq/bin/$1" ]; }
has_postgres() { has postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_aiosmtpd() { [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; }

missing=()
has_postgres || missing+=(postgresql)
has mariadbd || missing+=(mariadb-server)
has redis-server || missing+=(redis-server)
has rabbitmq-server || missing+=(rabbitmq-server)
has openssl || missing+=(openssl)
has_aiosmtpd || missing+=(python3-aiosmtpd)
has chromium || missing+=(chromium)
has etcd || missing+=(etcd-server)
has age || missing+=(age)

if [ ${#missing[@]} -eq 0 ]; then
  echo 'All servers are installed.'
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]}. This is no Debian: install them in this system's own way." >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Missing: ${missing[*]}. Run this script as root." >&2
    exit 1
  fi
  as_root=(sudo -n)
fi

# Debian starts what it installs unless this file says no (101).
if [ ! -e "$POLICY" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$POLICY" >/dev/null
  "${as_root[@]}" chmod 755 "$POLICY"
  trap '"${as_root[@]}" rm -f "$POLICY"' EXIT
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"; }

apt update
apt install --yes --no-install-recommends "${missing[@]}"
echo "Installed: ${missing[*]}."
