#!/usr/bin/env bash
# Looks for known vulnerabilities in the libraries of the functions and of the training job (from their bills of
# materials) and in the packages of the page. Fails if there are any.
#
#   deploy/audit.sh [any option of `osv-scanner scan source`]
#
# Asks osv.dev. Where that is unreachable, --offline uses the databases in
# $OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY, which --offline-vulnerabilities --download-offline-databases fills.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scanner=$(command -v osv-scanner || system-tests/tools.sh osv-scanner) || {
  echo "install osv-scanner 2 (https://google.github.io/osv-scanner/installation) or Go, which compiles it" >&2
  exit 1
}
files=(-L frontend/package-lock.json)
for bom in functions/*/target/*.cdx.json training/target/training.cdx.json; do
  [ -f "$bom" ] || { echo "$bom does not exist: run ./cirrus build" >&2; exit 1; }
  files+=(-L "$bom")
done
exec "$scanner" scan source "${files[@]}" "$@"
