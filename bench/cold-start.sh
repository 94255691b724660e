#!/usr/bin/env bash
# Measures the first invocation of a function in Lambda's image, without a snapshot: starting the JVM and
# the function and answering, as one duration, since the emulator starts the function at the first
# request. Runs with all cores and with the share that Lambda gives 1,024 MB (1,024 / 1,769 of a core;
# on Lambda the initialization itself gets more).
#
#   bench/cold-start.sh [--runs N] [--memory MB] [--options JVM_OPTIONS] [--zip FILE] [--event FILE] [--handler CLASS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
runs=10 memory=1024 options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
zip=$root/functions/predict/target/predict.zip
event=$root/events/predict/one-image.json
handler=dev.cirrus.predict.PredictHandler
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=$2 ;; --memory) memory=$2 ;; --options) options=$2 ;;
    --zip) zip=$2 ;; --event) event=$2 ;; --handler) handler=$2 ;;
    *) sed -n '2,7p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift 2
done
[ -f "$zip" ] || { echo "$zip does not exist: run ./cirrus build" >&2; exit 1; }
image=$("$root/system-tests/tools.sh" image)
work=$(mktemp -d)
container=
trap '[ -z "$container" ] || docker rm -f "$container" >/dev/null 2>&1; rm -rf "$work"' EXIT
(cd "$work" && python3 -m zipfile -e "$zip" task)
chmod -R a+rX "$work"

# Prints the duration in milliseconds that Lambda's emulator reports.
first() {
  local cpus=$1 port answer log
  container=$(docker run -d -p 127.0.0.1:0:8080 --memory "${memory}m" --cpus "$cpus" -v "$work/task:/var/task:ro" \
    -e AWS_REGION=us-east-1 -e AWS_ACCESS_KEY_ID=x -e AWS_SECRET_ACCESS_KEY=x -e AWS_LAMBDA_FUNCTION_MEMORY_SIZE="$memory" \
    -e AWS_ENDPOINT_URL=http://127.0.0.1:9 -e MODEL_BUCKET=none -e PREDICTION_QUEUE_URL=http://127.0.0.1:9/none \
    -e JAVA_TOOL_OPTIONS="$options" "$image" "$handler")
  port=$(docker port "$container" 8080/tcp | head -1)
  answer=$(curl -sS --retry 20 --retry-connrefused --retry-delay 1 --retry-all-errors -d @"$event" \
    "http://$port/2015-03-31/functions/function/invocations")
  log=$(docker logs "$container" 2>&1)
  docker rm -f "$container" >/dev/null
  container=
  case $answer in *'"statusCode":200'*) ;; *) printf '%s\n%s\n' "$answer" "$log" >&2; exit 1 ;; esac
  sed -nE 's/.*Init Duration: ([0-9.]+) ms.*[^a-z]Duration: ([0-9.]+) ms.*Billed.*/\1 \2/p' <<<"$log" | head -1 | awk '{ print $1 + $2 }'
}

summary() { sort -n | awk '{ v[NR] = $1 } END { printf "median %4d ms, least %4d, most %4d", v[int((NR + 1) / 2)], v[1], v[NR] }'; }

printf '%s, %d MB, %d runs each, %s\n' "$(basename "$zip")" "$memory" "$runs" "$options"
for cpus in "$(nproc)" "$(awk -v m="$memory" 'BEGIN { printf "%.2f", m / 1769 }')"; do
  for _ in $(seq "$runs"); do first "$cpus"; done >"$work/times"
  printf '%5s cores  %s\n' "$cpus" "$(summary <"$work/times")"
done
