#!/usr/bin/env bash
# Installs a tool once and prints its path: sam, aws, cfn-lint, schemathesis, tritonclient (a Python with that
# package), osv-scanner, actionlint, image, emulator or localstack. If a tool is unavailable on this machine, prints
# the reason on stderr and exits with 1.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cirrus
# Replacements for container images on a machine that cannot pull any, if this folder exists.
shared=${CIRRUS_SHARED:-$here/../../shared}
image=public.ecr.aws/lambda/java:25
export DOCKER_BUILDKIT=0 PIP_DISABLE_PIP_VERSION_CHECK=1

cannot() { printf '%s\n' "$*" >&2; exit 1; }

# Installs a Python program in its own virtual environment; the stamp marks a complete installation.
python_tool() {
  local name=$1 version=$2 package=${3:-$1} home
  home=$cache/$name-$version
  if [ ! -e "$home/installed" ]; then
    command -v python3 >/dev/null || cannot "$name needs Python 3, which is not installed"
    rm -rf "$home"
    { python3 -m venv "$home" && "$home/bin/pip" install -q "$package==$version"; } >&2 ||
      cannot "$package $version could not be installed from PyPI"
    touch "$home/installed"
  fi
  printf '%s\n' "$home/bin/$name"
}

# Compiles a Go program, whose sources Go downloads and checks against its checksum database. Without optimization:
# osv-scanner takes 5 instead of 7 minutes of processor time to compile, and runs for seconds.
go_tool() {
  local name=$1 version=$2 module=$3 home
  home=$cache/$name-$version
  if [ ! -x "$home/$name" ]; then
    command -v go >/dev/null || cannot "$name needs Go (https://go.dev/dl) to compile it, which is not installed"
    GOBIN=$home go install -gcflags='all=-N -l' "$module@v$version" >&2 || cannot "$module $version could not be compiled"
  fi
  printf '%s\n' "$home/$name"
}

sam() { python_tool sam 1.170.0 aws-sam-cli; }

# The image that functions run in, and a Docker engine to run it.
image() {
  if docker image inspect "$image" >/dev/null 2>&1; then
    :
  elif [ -x "$shared/lambda-image/build.sh" ] && [ "$(id -u)" = 0 ]; then
    SAM=$(sam) "$shared/lambda-image/build.sh" >&2 || cannot "the stand-in for $image could not be built"
  elif ! command -v docker >/dev/null; then
    cannot "Docker, which runs functions in the Lambda image, is not installed"
  elif ! docker info >/dev/null 2>&1; then
    cannot "the Docker engine is not running, or not accessible for this user"
  else
    docker pull -q "$image" >&2 || cannot "$image could not be pulled"
  fi
  printf '%s\n' "$image"
}

# The command that starts LocalStack in the foreground on 127.0.0.1:4566.
localstack() {
  if [ -x "$shared/localstack/start.sh" ] && [ "$(id -u)" = 0 ]; then
    printf '%s\n' "$shared/localstack/start.sh"
  elif docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then
    docker compose -f "$here/../compose.yaml" pull -q localstack >&2 || cannot "LocalStack's image could not be pulled"
    printf 'docker compose -f %s up localstack\n' "$here/../compose.yaml"
  else
    cannot "LocalStack needs docker compose and a running Docker engine"
  fi
}

mkdir -p "$cache"
# One installation at a time; a Docker engine started here must not inherit the lock.
exec 9>"$cache/lock"
flock 9 2>/dev/null || true
case ${1:-} in
  sam | image | localstack) "$1" 9>&- ;;
  aws) python_tool aws 1.45.11 awscli ;;
  cfn-lint) python_tool cfn-lint 1.58.0 ;;
  schemathesis) python_tool schemathesis 4.32.5 ;;
  tritonclient) python_tool python3 2.73.0 'tritonclient[http]' ;;
  osv-scanner) go_tool osv-scanner 2.2.4 github.com/google/osv-scanner/v2/cmd/osv-scanner ;;
  actionlint) go_tool actionlint 1.7.12 github.com/rhysd/actionlint/cmd/actionlint ;;
  emulator) image 9>&- >/dev/null && python_tool ministack 1.5.33 'ministack[full]' ;;
  *) cannot "usage: tools.sh sam|aws|cfn-lint|schemathesis|tritonclient|osv-scanner|actionlint|image|emulator|localstack" ;;
esac
