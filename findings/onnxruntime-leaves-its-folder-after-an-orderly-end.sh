#!/usr/bin/env bash
# ONNX Runtime for Java 1.23.2, what is left of the libraries that it unpacks.
#
# Expected: it unpacks into a folder of its own in java.io.tmpdir and has it deleted at the JVM's end, so that a process that ends in order
#           leaves nothing.
# Seen:     the files are deleted, the folder is not: each process leaves an empty onnxruntime-java* folder for ever. The JDK deletes what
#           was registered last first, which is the folder, while its files still lie in it. A process that ends by halt, as one that is
#           killed, leaves all of it, more than 20 MB. A service whose workers end so fills the disk of its temporary files without ever
#           having a file open there.
#
# Needs bash, a JDK of 17 or later, Maven and its repository. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.23.2</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 ||
  { cat "$WORK/maven.log"; exit 2; }

cat >"$WORK/Unpack.java" <<'JAVA'
import ai.onnxruntime.OrtEnvironment;

class Unpack {
    public static void main(String[] arguments) {
        OrtEnvironment.getEnvironment().close();
        if (arguments[0].equals("halt")) {
            Runtime.getRuntime().halt(0);
        }
    }
}
JAVA
javac -cp "$WORK/lib/*" -d "$WORK/classes" "$WORK/Unpack.java"

# Prints the folders and the files, and the megabytes of these, that a process which ends so leaves behind.
left_by() {
  local temporary="$WORK/$1"
  mkdir "$temporary"
  java -Djava.io.tmpdir="$temporary" -cp "$WORK/classes:$WORK/lib/*" Unpack "$1" >"$WORK/$1.log" 2>&1
  echo "$(find "$temporary" -mindepth 1 -type d | wc -l) folders, $(find "$temporary" -type f | wc -l) files," \
    "$(find "$temporary" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d\n", sum / 1e6 }') MB"
}

orderly=$(left_by return)
halted=$(left_by halt)
echo "a process that returns leaves $orderly; one that halts leaves $halted"
case "$orderly" in "1 folders, 0 files, 0 MB") ;; *) echo "changed: after an orderly end expected an empty folder"; exit 1 ;; esac
case "$halted" in
  "1 folders, 2 files, "[2-9][0-9]" MB") echo "as seen" ;;
  *) echo "changed: after a halt expected a folder with two libraries"; exit 1 ;;
esac
