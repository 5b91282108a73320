package io.likeness.benchmarks;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes shards to a folder and digests them, as the object store's adapter does. */
record DiskSink(Path folder) implements ShardSink {

    @Override
    public Shard store(FilledShard shard) {
        String stem = "%05d".formatted(shard.index());
        return new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                write(stem + ".images", shard.images(), "application/octet-stream"),
                write(stem + ".rows", shard.rows(), "application/jsonl"));
    }

    private ObjectReference write(String name, byte[] content, String mediaType) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ObjectReference("datasets", name, Digests.sha256(content), content.length, mediaType);
    }
}
