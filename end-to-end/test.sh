#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ./ringpost test: installs what the tests need beside a JDK and Maven, or says what is missing, then runs every test.
set -eu
home=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
cd "$home"

# command:Debian package
needed='sipp:sip-tester sipsak:sipsak baresip:baresip-core mariadbd:mariadb-server chromium:chromium chromedriver:chromium-driver
ffmpeg:ffmpeg ss:iproute2 ps:procps openssl:openssl nginx:nginx-light caddy:caddy'
PATH=$PATH:/usr/sbin:/sbin
export PATH

missing() {
  for pair in $needed; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair##*:}"
  done
}

packages=$(missing)
if [ -n "$packages" ] && command -v apt-get >/dev/null 2>&1; then
  sudo=
  if [ "$(id -u)" != 0 ]; then sudo='sudo -n'; fi
  if [ -z "$sudo" ] || sudo -n true 2>/dev/null; then
    printf 'ringpost test: installing %s\n' "$packages"
    # shellcheck disable=SC2086 # the packages are words
    { $sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends $packages; } \
      >"${TMPDIR:-/tmp}/ringpost-apt-$$.log" 2>&1 || tail -n 5 "${TMPDIR:-/tmp}/ringpost-apt-$$.log"
    rm -f "${TMPDIR:-/tmp}/ringpost-apt-$$.log"
  fi
  packages=$(missing)
fi
if [ -n "$packages" ]; then
  printf 'ringpost test: MISSING: %s\n' "$packages"
  if [ -n "${CI:-}" ]; then
    printf 'ringpost test: in CI nothing may be missing\n'
    exit 1
  fi
  printf 'ringpost test: the tests that need them are skipped; install them (Debian: apt install %s) to run everything\n' "$packages"
fi

mkdir -p .ringpost
: >.ringpost/started
RINGPOST_HOME=$home mvn -B -ntp verify "$@"
mv .ringpost/started .ringpost/built
