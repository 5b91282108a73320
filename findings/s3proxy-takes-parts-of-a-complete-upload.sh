#!/usr/bin/env bash
# S3Proxy 4.1.0 on a file system (filesystem-nio2): what a multipart upload's id is good for once CompleteMultipartUpload has answered.
#
# Expected: the id is used up. Another UploadPart with it answers 404 NoSuchUpload, as Amazon's S3 API says of an upload that was completed
#           or aborted, so that a writer who was overtaken by another learns of it.
# Seen:     UploadPart answers 200 with an ETag, so a late writer believes that its part counts, and the same CompleteMultipartUpload
#           answers 200 a second time. The object stays as it was. ListMultipartUploads does not name the upload any more, so nothing
#           shows where the part is.
#
# Needs bash, curl, python3, a JDK of 17 or later, Maven and its repository. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
SERVER=
trap '[ -z "$SERVER" ] || kill "$SERVER" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$WORK"' EXIT
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
URL=http://127.0.0.1:$PORT

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
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$WORK/lib" \
  >"$WORK/maven.log" 2>&1 || { cat "$WORK/maven.log"; exit 2; }

mkdir "$WORK/objects"
cat >"$WORK/s3proxy.conf" <<CONF
s3proxy.endpoint=$URL
s3proxy.authorization=none
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$WORK/objects
CONF
java -cp "$WORK/lib/*" org.gaul.s3proxy.Main --properties "$WORK/s3proxy.conf" >"$WORK/server.log" 2>&1 &
SERVER=$!
for _ in $(seq 150); do
  curl -s -o "$WORK/answer" "$URL/" && break
  kill -0 "$SERVER" 2>/dev/null || { cat "$WORK/server.log"; exit 2; }
  sleep 0.2
done

OBJECT=$URL/faces/shard.bin
curl -sf -X PUT "$URL/faces"
curl -sf -X POST "$OBJECT?uploads" -o "$WORK/answer"
ID=$(sed -n 's|.*<UploadId>\([^<]*\)</UploadId>.*|\1|p' "$WORK/answer")
head -c 5242880 /dev/zero >"$WORK/first"
echo "the end" >"$WORK/second"
tag() { curl -sf -D - -o /dev/null -X PUT -T "$1" "$OBJECT?partNumber=$2&uploadId=$ID" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'; }
ONE=$(tag "$WORK/first" 1)
TWO=$(tag "$WORK/second" 2)
cat >"$WORK/complete.xml" <<XML
<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>$ONE</ETag></Part><Part><PartNumber>2</PartNumber><ETag>$TWO</ETag></Part></CompleteMultipartUpload>
XML
complete() { curl -s -o "$WORK/answer" -w '%{http_code}' -X POST --data-binary "@$WORK/complete.xml" -H 'Content-Type: application/xml' "$OBJECT?uploadId=$ID"; }
FIRST=$(complete)
NAMED=$(curl -sf "$URL/faces?uploads" | grep -c '<UploadId>' || true)
LATE=$(curl -s -o "$WORK/answer" -w '%{http_code}' -X PUT -T "$WORK/second" "$OBJECT?partNumber=3&uploadId=$ID")
AGAIN=$(complete)
BYTES=$(curl -sf "$OBJECT" | wc -c)
echo "complete: $FIRST, unfinished uploads that are named: $NAMED, a part after that: $LATE, complete again: $AGAIN, bytes of the object: $BYTES"
[ "$FIRST" = 200 ] && [ "$NAMED" = 0 ] && [ "$LATE" = 200 ] && [ "$AGAIN" = 200 ] && [ "$BYTES" = 5242888 ]
