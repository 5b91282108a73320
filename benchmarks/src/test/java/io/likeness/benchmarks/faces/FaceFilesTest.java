package io.likeness.benchmarks.faces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaceFilesTest {
    private static final List<String> LABELS = List.of("Smiling", "age");
    private static final String DIGEST = Digests.sha256(new byte[0]);

    @TempDir
    private Path folder;

    @Test
    void putsLabelsBesideTheirImages() throws IOException {
        importAll();
        FaceFiles files = FaceFiles.find(folder).orElseThrow();
        CacheFile train = files.cache(Split.TRAIN);
        assertEquals(3, train.count());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(Path.of(train.path())));
        LabelFile labels = Objects.requireNonNull(train.labels());
        assertEquals(LABELS, labels.names());
        float[] numbers = new float[6];
        ByteBuffer.wrap(Files.readAllBytes(Path.of(labels.path())))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        assertArrayEquals(new float[] {1, 20, -1, Float.NaN, 1, 40}, numbers);
        assertEquals(1, files.cache(Split.VALIDATION).count());
    }

    @Test
    void beginsAnewWhereAnImportWasEnded() throws IOException {
        new ImageSink(folder).store(shard(0, Split.TRAIN, new byte[] {9}, row(1, 90.0)));
        assertTrue(FaceFiles.find(folder).isEmpty());
        importAll();
        Path images =
                Path.of(FaceFiles.find(folder).orElseThrow().cache(Split.TRAIN).path());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(images));
    }

    private void importAll() throws IOException {
        ImageSink sink = new ImageSink(folder);
        sink.store(shard(
                0,
                Split.TRAIN,
                new byte[] {1, 2},
                row(1, 20.0),
                new ShardRow("b", DIGEST, null, Map.of("Smiling", -1.0))));
        sink.store(shard(1, Split.VALIDATION, new byte[] {7}, row(-1, 30.0)));
        sink.store(shard(2, Split.TRAIN, new byte[] {3}, row(1, 40.0)));
        FaceFiles.finish(
                folder,
                new ImportOutcome.Imported(
                        Layout.CELEBA,
                        new CentreCrop(140, 140),
                        null,
                        LABELS,
                        List.of(),
                        new SplitCounts(3, 1, 0),
                        4,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        new byte[0]));
    }

    private static ShardRow row(double smiling, double age) {
        return new ShardRow("a", DIGEST, null, Map.of("Smiling", smiling, "age", age));
    }

    private static FilledShard shard(int index, Split split, byte[] images, ShardRow... rows) {
        StringBuilder lines = new StringBuilder();
        for (ShardRow row : rows) {
            lines.append(new String(Json.encode(row), UTF_8)).append('\n');
        }
        return new FilledShard(
                index, split, rows.length, images, lines.toString().getBytes(UTF_8));
    }
}
