#!/usr/bin/env bash
# Hardwood 1.0.1.Final, a reader of Parquet, in a program that also has Apache Kafka's client 4.1.2, both from Maven.
#
# Expected: a Parquet file that is compressed by Zstandard is read, or the first call says that no Zstandard can be had: the library names what it
#           decompresses with, and the program has it.
# Seen:     Hardwood names zstd-jni as optional, so Maven takes no version from it: the program has Kafka's zstd-jni 1.5.6-10, which lacks a method that
#           Hardwood calls. Files in Snappy and whatever else are read. The first page in Zstandard fails on a thread of the reader with a NoSuchMethodError,
#           and arrives at the caller as "Error in pipeline for column", like the error of a damaged file. With zstd-jni 1.5.7-9 the same file is read.
#
# Needs bash, a JDK of 21 or later, Maven and its repository (DuckDB's driver, 80 MB, writes the files). Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

libraries() {
  mkdir -p "$WORK/$1"
  cat >"$WORK/$1/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>dev.hardwood</groupId><artifactId>hardwood-core</artifactId><version>1.0.1.Final</version></dependency>
    $2
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.1.2</version></dependency>
    <dependency><groupId>org.duckdb</groupId><artifactId>duckdb_jdbc</artifactId><version>1.4.2.0</version></dependency>
  </dependencies>
</project>
POM
  mvn -q -B -f "$WORK/$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$WORK/$1/lib" >"$WORK/maven.log" 2>&1 || { cat "$WORK/maven.log"; exit 2; }
}

libraries kafkas ""
libraries named "<dependency><groupId>com.github.luben</groupId><artifactId>zstd-jni</artifactId><version>1.5.7-9</version></dependency>"

cat >"$WORK/Rows.java" <<'JAVA'
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

class Rows {
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (String codec : new String[] {"snappy", "zstd"}) {
            Path file = folder.resolve(codec + ".parquet");
            try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duck.createStatement()) {
                statement.execute("copy (select range as number, 'face ' || range as name from range(1000)) to '%s' (format parquet, codec '%s')"
                        .formatted(file, codec));
            }
            System.out.println(codec + ": " + read(file));
        }
    }

    private static String read(Path file) throws Exception {
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file));
                RowReader rows = parquet.buildRowReader().build()) {
            int count = 0;
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
            return count + " rows";
        } catch (RuntimeException e) {
            return e.getMessage().replaceAll("column '.*'", "a column") + ", caused by " + (e.getCause() == null ? "nothing" : e.getCause().getClass().getSimpleName());
        }
    }
}
JAVA

JAVA_OPTIONS=(--enable-native-access=ALL-UNNAMED)
for with in kafkas named; do
  mkdir -p "$WORK/$with/files"
  java "${JAVA_OPTIONS[@]}" -cp "$WORK/$with/lib/*" "$WORK/Rows.java" "$WORK/$with/files" 2>"$WORK/$with/err" | tee "$WORK/$with/out"
done
diff - "$WORK/kafkas/out" <<'SEEN' && diff - "$WORK/named/out" <<'READ' && echo "as seen" || { echo "changed"; exit 1; }
snappy: 1000 rows
zstd: Error in pipeline for a column, caused by NoSuchMethodError
SEEN
snappy: 1000 rows
zstd: 1000 rows
READ
