#!/usr/bin/env bash
# S3Proxy on a file system (filesystem-nio2), upgraded from 3.1.0 to 4.1.0 over the same folder, with a multipart upload that nobody
# had completed.
#
# Expected: what ListMultipartUploads names can be aborted, and is named no more afterwards: a sweep that lists and aborts, as
#           clients' lifecycle tools do, ends with an empty list.
# Seen:     4.1.0 names the upload that 3.1.0 began, with an id by which it does not know it: AbortMultipartUpload answers 404
#           NoSuchUpload, ListParts too, and the list stays as it was. 3.1.0 itself aborts it.
#
# Needs bash, curl, a JDK of 17 or later, Maven and its repository. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
SERVER=
stop() { [ -z "$SERVER" ] || { kill "$SERVER" 2>/dev/null || true; wait "$SERVER" 2>/dev/null || true; SERVER=; }; }
trap 'stop; rm -rf "$WORK"' EXIT
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
URL=http://127.0.0.1:$PORT

libraries() { # version
  mkdir -p "$WORK/$1"
  cat >"$WORK/$1/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.gaul</groupId><artifactId>s3proxy</artifactId><version>$1</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-annotations</artifactId><version>2.21</version></dependency>
  </dependencies>
</project>
POM
  mvn -q -B -f "$WORK/$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$WORK/$1/lib" >"$WORK/$1/maven.log" 2>&1 ||
    { cat "$WORK/$1/maven.log"; exit 2; }
}

start() { # version
  mkdir -p "$WORK/objects"
  cat >"$WORK/s3proxy.conf" <<CONF
s3proxy.endpoint=$URL
s3proxy.authorization=none
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$WORK/objects
CONF
  java -cp "$WORK/$1/lib/*" org.gaul.s3proxy.Main --properties "$WORK/s3proxy.conf" >"$WORK/$1/server.log" 2>&1 &
  SERVER=$!
  for _ in $(seq 100); do
    curl -s -o "$WORK/answer" "$URL/" && return
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.2
  done
  cat "$WORK/$1/server.log"
  exit 2
}

text() { sed -n "s|.*<$1>\([^<]*\)</$1>.*|\1|p" "$WORK/answer"; }
uploads() { curl -sf "$URL/faces?uploads" | grep -o '<UploadId>[^<]*' | wc -l; }

libraries 3.1.0
libraries 4.1.0

start 3.1.0
curl -sf -X PUT "$URL/faces"
curl -sf -X POST "$URL/faces/shard.bin?uploads" -o "$WORK/answer"
BEGUN=$(text UploadId)
head -c 5242880 /dev/zero >"$WORK/part"
curl -sf -X PUT -T "$WORK/part" "$URL/faces/shard.bin?partNumber=1&uploadId=$BEGUN"
echo "3.1.0: unfinished uploads $(uploads)"
stop

start 4.1.0
BEFORE=$(uploads)
curl -sf "$URL/faces?uploads" -o "$WORK/answer"
NAMED=$(text UploadId)
ABORT=$(curl -s -o "$WORK/answer" -w '%{http_code}' -X DELETE "$URL/faces/shard.bin?uploadId=$NAMED")
CODE=$(text Code)
AFTER=$(uploads)
echo "4.1.0: unfinished uploads $BEFORE; aborting the one named: $ABORT $CODE; unfinished uploads then $AFTER"
stop

[ "$BEFORE $ABORT $CODE $AFTER" = "1 404 NoSuchUpload 1" ] || { echo "changed"; exit 1; }
echo "as seen"
