#!/usr/bin/env bash
# Measures the local system under concurrent load: bench/load.sh [SECONDS [USERS ...]]
# It starts a system on a free port with a temporary data directory and sends requests over the loopback
# interface. The system that Cirrus replaced took 7 s per answer with 25 users and did not answer with 50.
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:?set it to a JDK 25, or run: ./cirrus bench load}/bin/java
[ -d local/target/lib ] || { echo "local/target/lib is missing: run ./cirrus build" >&2; exit 1; }
seconds=${1:-10}
users=("${@:2}")
[ ${#users[@]} -gt 0 ] || users=(25 50 200)
data=$(mktemp -d)
"$java" @local/jvm.options -cp "local/target/lib/*" dev.cirrus.local.Main --port 0 --data "$data/state" >"$data/out" &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid || true; rm -rf "$data"' EXIT
until grep -q 'Cirrus is ready' "$data/out"; do
  kill -0 $pid
  sleep 1
done
port=$(grep -oE 'localhost:[0-9]+' "$data/out" | head -1 | cut -d: -f2)
"$java" bench/Load.java "http://127.0.0.1:$port" "$seconds" "${users[@]}"
