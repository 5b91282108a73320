#!/usr/bin/env bash
# S3Proxy 4.1.0 over a folder (provider filesystem-nio2): a bucket that is listed page by page (ListObjectsV2, max-keys=100).
#
# Expected: a page of 100 keys takes as long in a bucket of 12,000 objects as in one of 400: a listing goes on where the page before it ended.
# Seen:     every page walks all files of the bucket before it answers 100 of them: 28 ms of 400 objects and 149 ms of 12,000, so that a whole
#           listing takes the square of their number. Whoever sweeps a bucket of some ten thousand objects does better to list it folder by
#           folder, with a delimiter and then a prefix each.
#
# Needs bash, curl, a JDK of 17 or later, Maven and its repository; runs one server on loopback. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
SERVER=
trap '[ -z "$SERVER" ] || kill "$SERVER" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.gaul</groupId><artifactId>s3proxy</artifactId><version>4.1.0</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-annotations</artifactId><version>2.21</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 || { cat "$WORK/maven.log"; exit 2; }

# Free a moment ago; the server says so if somebody took it since.
PORT=$(( 20000 + RANDOM % 10000 ))
mkdir -p "$WORK/data"
cat >"$WORK/s3proxy.conf" <<CONF
s3proxy.endpoint=http://127.0.0.1:$PORT
s3proxy.authorization=none
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$WORK/data
CONF
java -cp "$WORK/lib/*" org.gaul.s3proxy.Main --properties "$WORK/s3proxy.conf" >"$WORK/server.log" 2>&1 &
SERVER=$!
URL=http://127.0.0.1:$PORT
for _ in $(seq 100); do
  curl -s -o /dev/null "$URL/" && break
  kill -0 "$SERVER" 2>/dev/null || { cat "$WORK/server.log"; exit 2; }
  sleep 0.2
done

# Objects that lie in the folder as any that were put by the server, in folders of 100.
bucket() {
  curl -sf -X PUT "$URL/$1" >/dev/null
  for folder in $(seq -w "$2"); do
    mkdir "$WORK/data/$1/$folder"
    for object in $(seq -w 100); do echo x >"$WORK/data/$1/$folder/$object"; done
  done
}
bucket few 4
bucket many 120

# Milliseconds of the quickest of 15 second pages.
page() {
  local token best=999999 took i
  token=$(curl -sf "$URL/$1?list-type=2&max-keys=100" | sed -n 's|.*<NextContinuationToken>\(.*\)</NextContinuationToken>.*|\1|p')
  [ -n "$token" ] || { echo "no second page of $1" >&2; exit 2; }
  for i in $(seq 15); do
    took=$(curl -sf -G -o "$WORK/page.xml" -w '%{time_total}' --data-urlencode "continuation-token=$token" \
      "$URL/$1?list-type=2&max-keys=100" | awk '{printf "%d", $1 * 1000000}')
    [ "$(grep -o '<Key>' "$WORK/page.xml" | wc -l)" = 100 ] || { echo "expected a page of 100 keys of $1" >&2; exit 2; }
    [ "$took" -ge "$best" ] || best=$took
  done
  echo "$best"
}
page many >/dev/null
FEW=$(page few)
MANY=$(page many)
echo "s3proxy 4.1.0, a page of 100 keys: $FEW us of 400 objects, $MANY us of 12,000: $(awk "BEGIN {printf \"%.1f\", $MANY / $FEW}") times as long"
[ "$MANY" -gt $(( FEW * 4 )) ] || { echo "changed: a page takes no longer where there are more objects" >&2; exit 1; }
