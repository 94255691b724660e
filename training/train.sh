#!/usr/bin/env bash
# Runs the training job on this machine in Spark's local-cluster mode. Needs mvn package -pl training -am.
#   CIRRUS_JDK17            home of a JDK 17, which Spark needs
#   CIRRUS_TRAINING_JARS    class path of the job (default: from target/)
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
: "${CIRRUS_JDK17:?set it to the home of a JDK 17, which Spark needs}"
export JAVA_HOME=$CIRRUS_JDK17

executors=2
words=("$@")
for ((i = 0; i + 1 < ${#words[@]}; i++)); do
  [ "${words[i]}" != --executors ] || executors=${words[i + 1]}
done
[[ $executors =~ ^[1-9][0-9]?$ ]] || { echo "cirrus train: --executors needs a number, not $executors" >&2; exit 2; }

# Spark needs its jars in a directory under its home, but not its scripts.
export SPARK_HOME=$here/target/spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
# Each executor has one core. DJL must not use the network or report its usage.
export OMP_NUM_THREADS=1 MALLOC_ARENA_MAX=2 DJL_OFFLINE=true OPT_OUT_TRACKING=true
jars=${CIRRUS_TRAINING_JARS:-$here/target/training.jar:$here/target/job/*}
[ -d "$SPARK_HOME/jars" ] || { echo "cirrus train: run mvn package -pl training -am -DskipTests first" >&2; exit 1; }

opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
  java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs \
  sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done

# Spark distributes the application's jar. Ours is on the class path already, so this one is empty.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SPARK_LOCAL_DIRS=$scratch
"$JAVA_HOME/bin/jar" --create --file "$scratch/cirrus.jar" -C "$here" train.sh

# The job and its executors are a process group: a signal to this script goes to all of them.
set -m
"$JAVA_HOME/bin/java" "${opens[@]}" -Xmx2g -XX:+UseSerialGC -Djava.awt.headless=true \
  -cp "$jars:$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit \
  --master "local-cluster[$executors,1,2048]" \
  --class dev.cirrus.training.TrainingJob \
  --conf "spark.executor.extraClassPath=$jars" \
  --conf spark.executor.memory=2g \
  --conf spark.executor.extraJavaOptions=-XX:+UseSerialGC \
  --conf spark.driver.host=127.0.0.1 \
  --conf spark.driver.bindAddress=127.0.0.1 \
  "$scratch/cirrus.jar" "$@" &
job=$!
for signal in INT TERM HUP; do
  trap "kill -$signal -- -$job 2>/dev/null || true" "$signal"
done
wait "$job" && status=0 || status=$?
# A signal interrupts wait, but the job may still be shutting down.
while kill -0 "$job" 2>/dev/null; do
  wait "$job" && status=0 || status=$?
done
[ "$status" -ne 130 ] && [ "$status" -ne 143 ] || echo "cirrus train: interrupted; run the same command again to continue from the last round" >&2
exit "$status"
