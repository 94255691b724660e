#!/usr/bin/env bash
# Deploys the stack from template.yaml, then uploads the page, the model and, if training is enabled, the
# training job and its data, and tests the result from outside. Needs AWS credentials and the output of ./cirrus build.
#
#   deploy/deploy.sh [--config-env NAME] [--stack-name NAME] [--training-data DIR] [--no-smoke-test]
#                    [any option of `sam deploy`]
#
# The environments (dev, staging, prod) are defined in samconfig.toml.
# DIR contains mnist/ and pen-strokes/, the base data of training runs. Without it, MNIST is downloaded,
# unless the stack already has data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

environment=default stack='' data='' test=1 options=() parameters=()
while [ $# -gt 0 ]; do
  case $1 in
    --config-env) environment=${2:?--config-env needs the name of an environment}; shift 2 ;;
    --stack-name) stack=${2:?--stack-name needs a name}; shift 2 ;;
    --training-data) data=${2:?--training-data needs a folder}; shift 2 ;;
    --no-smoke-test) test=; shift ;;
    --parameter-overrides)
      shift
      while [ $# -gt 0 ] && [[ $1 != --* ]]; do parameters+=("$1"); shift; done
      ;;
    *) options+=("$1"); shift ;;
  esac
done

sam=$(system-tests/tools.sh sam)
# The virtual environment of SAM CLI contains the AWS SDK for Python.
python=$(dirname "$sam")/python
# On the command line, --parameter-overrides would replace the parameters of samconfig.toml.
settings=$("$python" deploy/stack.py settings "$environment")
configured=()
{ read -r name; while read -r parameter; do configured+=("$parameter"); done; } <<<"$settings"
parameters=(${configured[@]+"${configured[@]}"} ${parameters[@]+"${parameters[@]}"})
stack=${stack:-$name}

architecture=
for parameter in ${parameters[@]+"${parameters[@]}"}; do
  case $parameter in Architecture=*) architecture=${parameter#*=} ;; esac
done
# The zips of ./cirrus build are for x86_64; whatever needs those next builds them again.
if [ "$architecture" = arm64 ]; then
  echo "building predict and promote for arm64" >&2
  rm -f .cirrus/all.built .cirrus/java.built
  mvn -B -ntp -q package -DskipTests -Dlambda.natives=linux-aarch64 -pl functions/predict,functions/promote -am
fi

zips=(functions/{predict,record,history,train-trigger,promote}/target/*.zip)
for file in "${zips[@]}" local/aws/target/gateway.yaml frontend/dist/index.html; do
  [ -f "$file" ] || { echo "$file does not exist: run ./cirrus build" >&2; exit 1; }
done
# SAM publishes new function versions when this changes, so it covers the code and the parameters.
hash=$({ cat "${zips[@]}" && printf '%s\n' ${parameters[@]+"${parameters[@]}"}; } | openssl dgst -sha256 -r | cut -d' ' -f1)

export SAM_CLI_TELEMETRY=0
"$sam" deploy --config-env "$environment" --template template.yaml --stack-name "$stack" ${options[@]+"${options[@]}"} \
  --parameter-overrides "DeploymentHash=$hash" ${parameters[@]+"${parameters[@]}"}
"$python" deploy/stack.py publish "$stack" ${data:+"$data"}
[ -z "$test" ] || "$python" deploy/stack.py smoke "$stack"
