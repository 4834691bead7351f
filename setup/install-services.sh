#!/usr/bin/env bash
# Installs what NetRaven's tests use from outside, on Debian or Ubuntu: PostgreSQL, Redis, FRRouting, OpenSSH's and
# dropbear's servers, Chromium with one font, and Git. Installs only what is missing and starts nothing: whoever needs a server starts one
# of their own. Run it as root, or as a user who may use sudo.
#
#   setup/install-services.sh            everything
#   setup/install-services.sh git frr    only these packages
set -euo pipefail

# package → a file that shows it is there
declare -A shown_by=(
  [postgresql]='/usr/lib/postgresql/*/bin/postgres'
  [redis-server]=/usr/bin/redis-server
  [frr]=/usr/lib/frr/zebra
  [openssh-server]=/usr/sbin/sshd
  [dropbear-bin]=/usr/sbin/dropbear
  [chromium]=/usr/bin/chromium
  [fonts-dejavu-core]=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
  [git]=/usr/bin/git
)

wanted=("$@")
(( $# > 0 )) || wanted=("${!shown_by[@]}")
missing=()
for package in "${wanted[@]}"; do
  [[ -v "shown_by[$package]" ]] || { echo "unknown package: $package (known: ${!shown_by[*]})" >&2; exit 2; }
  compgen -G "${shown_by[$package]}" > /dev/null || missing+=("$package")
done
if (( ${#missing[@]} == 0 )); then
  echo 'Everything is installed.'
  exit 0
fi

command -v apt-get > /dev/null || { echo "This needs apt-get. Install by hand: ${missing[*]}" >&2; exit 1; }
as_root=()
if (( EUID != 0 )); then
  command -v sudo > /dev/null || { echo "Run this as root to install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi

# Debian starts a server as soon as it is installed, unless this file says no.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" > /dev/null
  "${as_root[@]}" chmod 755 "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi

echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
