#!/usr/bin/env bash
# Measures how accurately Cirrus reads pictures: bench/reading.sh --data DIR [--writers test|validation] [--share PART] [--report DIR]
# It starts a system on a free port with a temporary data directory and sends the pictures to POST /predict.
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:?set it to a JDK 25, or run: ./cirrus bench reading}/bin/java
data= writers=test share=1 report=()
while [ $# -gt 0 ]; do
  case $1 in
    --data) data=${2:?--data needs a folder} ;;
    --writers) writers=${2:?--writers needs test or validation} ;;
    --share) share=${2:?--share needs a part, such as 0.1} ;;
    --report) report=("${2:?--report needs a folder}") ;;
    *) sed -n 2p "$0" >&2; exit 2 ;;
  esac
  shift 2
done
[ -d "$data/mnist" ] && [ -d "$data/pen-strokes" ] ||
  { echo "expected --data DIR, the folder that contains mnist/ and pen-strokes/" >&2; exit 2; }
state=$(mktemp -d)
"$java" @local/jvm.options -cp "local/target/lib/*" dev.cirrus.local.Main --port 0 --data "$state/data" >"$state/out" &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid || true; rm -rf "$state"' EXIT
until grep -q 'Cirrus is ready' "$state/out"; do
  kill -0 $pid
  sleep 1
done
port=$(grep -oE 'localhost:[0-9]+' "$state/out" | head -1 | cut -d: -f2)
"$java" -Djava.awt.headless=true -cp "bench/target/classes:$(cat bench/target/classpath)" \
  dev.cirrus.bench.reading.ReadingBenchmark "http://127.0.0.1:$port" "$data" "$writers" "$share" ${report[@]+"${report[@]}"}
