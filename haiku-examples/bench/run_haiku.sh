#!/usr/bin/env bash
# Measures this library's workloads: run_haiku.sh [name or glob ...] | --list | --serve
# It builds the library first if a source is newer than the last build. --serve speaks the line protocol of compare.py (see Contender.java).
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
list="$root/haiku-examples/target/bench-classpath.txt"
if [ ! -s "$list" ] || [ -n "$(find "$root" \( -name pom.xml -o -path '*/src/main/*' \) -newer "$list" -print -quit)" ]; then
  (cd "$root" && mvn -q -B -ntp -pl haiku-examples -am test-compile \
    dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$list") >&2
  touch "$list"
fi
flags=()
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if "$java" --version | head -n 1 | grep -qE ' (2[4-9]|[3-9][0-9])'; then
  flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi
exec "$java" -Xmx2g "${flags[@]}" -cp "$root/haiku-examples/target/classes:$(cat "$list")" \
  dev.haiku.examples.bench.Contender "$@"
