package io.likeness.benchmarks.faces;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends the images and rows of each shard to its split's files, which begin empty. */
final class ImageSink implements ShardSink {
    private final Path folder;

    ImageSink(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (Split split : Split.values()) {
            Files.write(FaceFiles.file(folder, split, "u8"), new byte[0]);
            Files.write(FaceFiles.file(folder, split, "rows"), new byte[0]);
        }
    }

    @Override
    public Shard store(FilledShard shard) {
        append(shard.split(), "u8", shard.images());
        append(shard.split(), "rows", shard.rows());
        return new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                reference(shard.index() + ".images", shard.images()),
                reference(shard.index() + ".rows", shard.rows()));
    }

    private void append(Split split, String kind, byte[] content) {
        try {
            Files.write(FaceFiles.file(folder, split, kind), content, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectReference reference(String name, byte[] content) {
        return new ObjectReference(
                "datasets", name, Digests.sha256(content), content.length, "application/octet-stream");
    }
}
