#!/usr/bin/env bash
# Trains the full recipe on this machine's GPU, then publishes the model: `training/gpu/train.sh --data DIR [the job's other options]`.
#   CIRRUS_JDK17     home of a JDK 17
#   CIRRUS_PYTHON    a Python with PyTorch and CUDA, if not python3
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
: "${CIRRUS_JDK17:?set it to the home of a JDK 17}"
python=${CIRRUS_PYTHON:-python3}
data=
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --gpu) ;;
    --quick | --continue | --weights | --evaluate)
      echo "cirrus train: --gpu trains the full recipe and excludes $1" >&2
      exit 2
      ;;
    --data) data=${2:?--data needs a folder}; arguments+=(--data "$data"); shift ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
[ -d "$data/mnist" ] && [ -d "$data/pen-strokes" ] ||
  { echo "cirrus train: --gpu needs --data DIR with mnist/ and pen-strokes/" >&2; exit 2; }
"$python" -c 'import numpy, sys, torch; sys.exit(not torch.cuda.is_available())' 2>/dev/null ||
  { echo "cirrus train: no GPU found: install PyTorch with CUDA (pip install torch numpy), set CIRRUS_PYTHON, or train without --gpu" >&2; exit 1; }
jars=$here/../target/training.jar:$here/../target/job/*:$here/../target/spark/jars/*
scratch=$(mktemp -d)
export_pid=
trap '[ -z "$export_pid" ] || kill "$export_pid" 2>/dev/null || true; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
"$CIRRUS_JDK17/bin/java" -Xmx8g -cp "$jars" dev.cirrus.training.SampleExport "$data" "$scratch/samples" "$(($(nproc) > 1 ? $(nproc) - 1 : 1))" 1 &
export_pid=$!
until compgen -G "$scratch/samples/samples-*.bin" >/dev/null; do
  kill -0 "$export_pid" 2>/dev/null || { echo "cirrus train: the samples could not be rendered" >&2; exit 1; }
  sleep 1
done
"$python" "$here/train.py" --samples "$scratch/samples" --out "$scratch"
kill "$export_pid"
export_pid=
"$here/../train.sh" --weights "$scratch/weights.bin" "${arguments[@]}"
