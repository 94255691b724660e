#!/usr/bin/env bash
# Makes sure that there is a Chromium for the tests in a browser: installs Debian's where it may.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if [ -n "${CHROMIUM:-}" ] || command -v "$name" >/dev/null; then exit 0; fi
done

missing() {
  echo "no Chromium found, and $1: install it (apt install chromium) or set CHROMIUM to its path" >&2
  exit 1
}

command -v apt-get >/dev/null || missing "this system has no apt"
[ "$(id -u)" -eq 0 ] || missing "only root may install it"
log=$(mktemp)
for _ in 1 2 3; do
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends chromium fonts-liberation; } >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
done
tail -n 20 "$log" >&2
missing "installing it failed"
