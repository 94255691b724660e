#!/usr/bin/env bash
# Prints the path of Chromium for the browser tests. Installs Debian's if there is none and the user
# is root.
set -euo pipefail

find_browser() {
  local name
  if [ -n "${CHROMIUM:-}" ]; then
    echo "$CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    if command -v "$name"; then return; fi
  done
  return 1
}

missing() {
  echo "no Chromium found, and $1: install it (apt install chromium) or set CHROMIUM to its path" >&2
  exit 1
}

if find_browser; then exit 0; fi
command -v apt-get >/dev/null || missing "this system has no apt"
[ "$(id -u)" -eq 0 ] || missing "only root may install it"
log=$(mktemp)
for _ in 1 2 3; do
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends chromium fonts-liberation; } >"$log" 2>&1; then
    rm -f "$log"
    find_browser
    exit
  fi
done
tail -n 20 "$log" >&2
missing "installing it failed"
