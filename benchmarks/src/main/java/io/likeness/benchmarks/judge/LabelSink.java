package io.likeness.benchmarks.judge;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Keeps images and labels of an import that a judge may see: of the train partition one half of the people, by the digest of their
 * identity, so that the other half is left to whatever a model may learn from; and the validation partition. For one import.
 */
final class LabelSink implements ShardSink {
    private static final int IMAGE_LENGTH = 64 * 64;

    private final Part training = new Part();
    private final Part heldOut = new Part();

    Part training() {
        return training;
    }

    Part heldOut() {
        return heldOut;
    }

    @Override
    public synchronized Shard store(FilledShard shard) {
        int image = 0;
        for (String line : new String(shard.rows(), StandardCharsets.UTF_8).split("\n")) {
            ShardRow row = Json.decode(line.getBytes(StandardCharsets.UTF_8), ShardRow.class);
            if (shard.split() == Split.TRAIN && belongsToTheJudge(row)) {
                training.add(row, shard.images(), image);
            } else if (shard.split() == Split.VALIDATION) {
                heldOut.add(row, shard.images(), image);
            }
            image++;
        }
        return new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                reference(shard.index() + ".images", shard.images()),
                reference(shard.index() + ".rows", shard.rows()));
    }

    private static boolean belongsToTheJudge(ShardRow row) {
        String person = Objects.requireNonNullElse(row.identity(), row.source());
        return Digests.sha256(person.getBytes(StandardCharsets.UTF_8)).charAt(0) < '8';
    }

    private static ObjectReference reference(String name, byte[] content) {
        return new ObjectReference(
                "datasets", name, Digests.sha256(content), content.length, "application/octet-stream");
    }

    /** Images in the order in which they came, and their labels. */
    static final class Part {
        private final ByteArrayOutputStream images = new ByteArrayOutputStream();
        private final List<Map<String, Double>> labels = new ArrayList<>();

        private void add(ShardRow row, byte[] shard, int image) {
            images.write(shard, image * IMAGE_LENGTH, IMAGE_LENGTH);
            labels.add(new TreeMap<>(Objects.requireNonNull(row.labels())));
        }

        byte[] images() {
            return images.toByteArray();
        }

        List<Map<String, Double>> labels() {
            return labels;
        }
    }
}
