package io.likeness.benchmarks.training;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends the images of each shard to its split's file, as the trainer's cache does. */
record SplitSink(TrainingFiles files) implements ShardSink {

    @Override
    public Shard store(FilledShard shard) {
        Path file = switch (shard.split()) {
            case TRAIN -> files.train();
            case VALIDATION -> files.validation();
            case TEST -> files.test();
        };
        append(file, shard.images());
        return new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                reference(shard.index() + ".images", shard.images()),
                reference(shard.index() + ".rows", shard.rows()));
    }

    private static void append(Path file, byte[] images) {
        try {
            Files.write(file, images, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectReference reference(String name, byte[] content) {
        return new ObjectReference(
                "datasets", name, Digests.sha256(content), content.length, "application/octet-stream");
    }
}
