#!/usr/bin/env bash
# The system on AWS: the stack from template.yaml, the page, the model and the training job in their
# buckets. Needs credentials as the AWS SDKs find them, and what ./cirrus build has made.
#
#   deploy/deploy.sh [--stack-name NAME] [--training-data DIR] [any option of `sam deploy`]
#
# DIR holds mnist/ and pen-strokes/, from which training runs start; given once, it stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stack=cirrus data='' options=()
while [ $# -gt 0 ]; do
  case $1 in
    --stack-name) stack=$2; shift 2 ;;
    --training-data) data=$2; shift 2 ;;
    *) options+=("$1"); shift ;;
  esac
done

for made in functions/{predict,record,history,train-trigger,promote}/target/*.zip frontend/dist/index.html; do
  [ -f "$made" ] || { echo "$made is not there: ./cirrus build makes it" >&2; exit 1; }
done

sam=$(system-tests/tools.sh sam)
export SAM_CLI_TELEMETRY=0
"$sam" deploy --template template.yaml --stack-name "$stack" ${options[@]+"${options[@]}"}
# SAM CLI brings the AWS SDK for Python with it.
python=$(dirname "$sam")/python
[ -z "$data" ] || "$python" deploy/stack.py teach "$stack" "$data"
"$python" deploy/stack.py publish "$stack"
