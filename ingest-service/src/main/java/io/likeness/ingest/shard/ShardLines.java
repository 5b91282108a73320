package io.likeness.ingest.shard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.ShardRow;
import java.util.List;

/** The rows of a shard, each also as it was written, so that those that stay do so to the byte. */
public record ShardLines(List<Line> lines) {
    public ShardLines {
        lines = List.copyOf(lines);
    }

    /** @param json the row without the end of its line */
    public record Line(String json, ShardRow row) {}

    public static ShardLines of(byte[] rows) {
        return new ShardLines(new String(rows, UTF_8)
                .lines()
                .map(json -> new Line(json, Json.decode(json.getBytes(UTF_8), ShardRow.class)))
                .toList());
    }

    /** Whether one of the rows is of that file; parses them only where the digest is written somewhere. */
    public static boolean hold(byte[] rows, String sha256) {
        return new String(rows, ISO_8859_1).contains(sha256)
                && of(rows).lines().stream()
                        .anyMatch(line -> line.row().sha256().equals(sha256));
    }
}
