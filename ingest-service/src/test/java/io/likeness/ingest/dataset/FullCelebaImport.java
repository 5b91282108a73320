package io.likeness.ingest.dataset;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.shard.ShardSink;
import java.nio.file.Path;
import java.util.Map;

/** An import in a process of its own, whose heap a test limits: the archive, then pairs of a companion's name and file. */
final class FullCelebaImport {
    private FullCelebaImport() {}

    public static void main(String... arguments) {
        ShardSink sink = shard -> new Shard(
                shard.index(), shard.split(), shard.count(), reference(shard.images()), reference(shard.rows()));
        Map<String, Path> companions = Map.of(
                arguments[1],
                Path.of(arguments[2]),
                arguments[3],
                Path.of(arguments[4]),
                arguments[5],
                Path.of(arguments[6]));
        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, 1)
                .run(
                        new ImportSource(Path.of(arguments[0]), companions),
                        new ImportOptions(null, 3, 128, null, null),
                        sink);
        switch (outcome) {
            case ImportOutcome.Imported imported ->
                System.out.printf("%s %s %d%n", imported.layout(), imported.counts(), imported.skippedInAll());
            case ImportOutcome.Refused refused -> System.out.println(refused.failure());
        }
    }

    private static ObjectReference reference(byte[] content) {
        return new ObjectReference("datasets", "shard", Digests.sha256(content), content.length, "application/x-test");
    }
}
