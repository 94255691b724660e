#!/usr/bin/env bash
# Prints the path of Chromium, or with the argument "firefox" of Firefox, for the browser tests.
# Installs Debian's if there is none and the user is root. Chromium's headless shell is preferred: it takes two fifths
# less processor time than the whole browser.
set -euo pipefail

case ${1:-chromium} in
  chromium)
    browser=Chromium variable=CHROMIUM packages=(chromium-headless-shell fonts-liberation)
    names=(chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
      /Applications/Chromium.app/Contents/MacOS/Chromium)
    ;;
  firefox)
    browser=Firefox variable=FIREFOX packages=(firefox-esr)
    names=(firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox)
    ;;
esac

find_browser() {
  local name
  if [ -n "${!variable:-}" ]; then
    echo "${!variable}"
    return
  fi
  for name in "${names[@]}"; do
    if command -v "$name"; then return; fi
  done
  return 1
}

missing() {
  echo "no $browser found, and $1: install it (apt install ${packages[0]}) or set $variable to its path" >&2
  exit 1
}

if find_browser; then exit 0; fi
command -v apt-get >/dev/null || missing "this system has no apt"
[ "$(id -u)" -eq 0 ] || missing "only root may install it"
log=$(mktemp)
for _ in 1 2 3; do
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    rm -f "$log"
    find_browser
    exit
  fi
done
tail -n 20 "$log" >&2
missing "installing it failed"
