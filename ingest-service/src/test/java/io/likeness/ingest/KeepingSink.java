package io.likeness.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps every shard in memory. */
public class KeepingSink implements ShardSink {
    private final List<FilledShard> shards = new ArrayList<>();
    private @Nullable Layout layout;
    private long entries;
    private long read;

    @Override
    public Shard store(FilledShard shard) {
        byte[] images = shard.images().clone();
        shards.add(new FilledShard(shard.index(), shard.split(), shard.count(), images, shard.rows()));
        return new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                reference("images", shard.images()),
                reference("rows", shard.rows()));
    }

    @Override
    public void recognised(Layout found, long count) {
        layout = found;
        entries = count;
    }

    @Override
    public void progressed(long readSoFar, long accepted, long skipped) {
        if (readSoFar != read + 1 || readSoFar != accepted + skipped) {
            throw new AssertionError("progress " + readSoFar + " after " + read);
        }
        read = readSoFar;
    }

    public List<FilledShard> shards() {
        return List.copyOf(shards);
    }

    public @Nullable Layout layout() {
        return layout;
    }

    public long entries() {
        return entries;
    }

    public long read() {
        return read;
    }

    public List<ShardRow> rows() {
        return shards.stream().flatMap(shard -> rows(shard).stream()).toList();
    }

    public List<ShardRow> rows(Split split) {
        return shards.stream()
                .filter(shard -> shard.split() == split)
                .flatMap(shard -> rows(shard).stream())
                .toList();
    }

    public ShardRow row(String source) {
        return rows().stream()
                .filter(row -> row.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + source));
    }

    /** What was stored of one source. */
    public ImageTensor image(String source, TensorShape shape) {
        for (FilledShard shard : shards) {
            List<ShardRow> rows = rows(shard);
            for (int k = 0; k < rows.size(); k++) {
                if (rows.get(k).source().equals(source)) {
                    return ImageTensor.of(shape, shard.images(), k * shape.size());
                }
            }
        }
        throw new AssertionError("no image of " + source);
    }

    private static List<ShardRow> rows(FilledShard shard) {
        return new String(shard.rows(), UTF_8)
                .lines()
                .map(line -> Json.decode(line.getBytes(UTF_8), ShardRow.class))
                .toList();
    }

    private static ObjectReference reference(String kind, byte[] content) {
        return new ObjectReference("datasets", kind, Digests.sha256(content), content.length, "application/x-test");
    }
}
