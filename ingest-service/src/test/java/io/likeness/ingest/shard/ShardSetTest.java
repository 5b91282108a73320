package io.likeness.ingest.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.likeness.contracts.Digests;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.KeepingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ShardSetTest {
    private static final TensorShape SHAPE = new TensorShape(1, 4);

    private final KeepingSink sink = new KeepingSink();

    @Test
    void fillsShardsPerSplitInOrder() {
        ShardSet shards = new ShardSet(SHAPE, sink);
        for (int k = 0; k < Shard.MOST_IMAGES + 2; k++) {
            shards.add(image(SHAPE, k, Split.TRAIN));
        }
        shards.add(image(SHAPE, 9_999, Split.TEST));

        List<Shard> stored = shards.finish();

        assertEquals(List.of(0, 1, 2), stored.stream().map(Shard::index).toList());
        assertEquals(List.of(1_024, 2, 1), stored.stream().map(Shard::count).toList());
        assertEquals(
                List.of(Split.TRAIN, Split.TRAIN, Split.TEST),
                stored.stream().map(Shard::split).toList());
        assertEquals(new SplitCounts(1_026, 0, 1), ShardSet.counts(stored));
        FilledShard second = sink.shards().get(1);
        assertEquals(2 * SHAPE.size(), second.images().length);
        assertArrayEquals(
                image(SHAPE, 1_025, Split.TRAIN).pixels().values(),
                Arrays.copyOfRange(second.images(), SHAPE.size(), 2 * SHAPE.size()));
        assertEquals("image 1025", sink.rows(Split.TRAIN).get(1_025).source());
    }

    @Test
    void keepsShardsOfLargeImagesSmall() {
        TensorShape large = new TensorShape(3, 128);
        ShardSet shards = new ShardSet(large, sink);
        for (int k = 0; k < 342; k++) {
            shards.add(image(large, k, Split.TRAIN));
        }

        // 16 MiB hold 341 images of 3 x 128 x 128 bytes.
        assertEquals(List.of(341, 1), shards.finish().stream().map(Shard::count).toList());
    }

    /** An import stores gigabytes of shards: in a heap that is collected when it is full it would fill that again and again. */
    @Test
    void fillsOneShardAfterTheOtherInTheSamePlace() {
        List<byte[]> places = new ArrayList<>();
        ShardSet shards = new ShardSet(SHAPE, shard -> {
            places.add(shard.images());
            return sink.store(shard);
        });
        for (int k = 0; k < 2 * Shard.MOST_IMAGES; k++) {
            shards.add(image(SHAPE, k < Shard.MOST_IMAGES ? k : k + 3, Split.TRAIN));
        }
        shards.finish();

        assertSame(places.get(0), places.get(1));
        assertArrayEquals(
                image(SHAPE, 7, Split.TRAIN).pixels().values(),
                Arrays.copyOfRange(sink.shards().getFirst().images(), 7 * SHAPE.size(), 8 * SHAPE.size()));
    }

    @Test
    void previewsSixtyFourImagesWhateverTheirOrder() throws IOException {
        Preview forwards = new Preview();
        Preview backwards = new Preview();
        for (int k = 0; k < 200; k++) {
            forwards.offer(image(SHAPE, k, Split.TRAIN));
            backwards.offer(image(SHAPE, 199 - k, Split.TRAIN));
        }

        assertArrayEquals(forwards.png(), backwards.png());
        // Eight faces of 4 pixels and nine gaps of 2.
        assertEquals(50, ImageIO.read(new ByteArrayInputStream(forwards.png())).getWidth());
    }

    private static AcceptedImage image(TensorShape shape, int number, Split split) {
        byte[] values = new byte[shape.size()];
        Arrays.fill(values, (byte) number);
        String digest = Digests.sha256(new byte[] {(byte) (number >> 8), (byte) number});
        return new AcceptedImage(
                ImageTensor.of(shape, values), split, new ShardRow("image " + number, digest, null, Map.of()));
    }
}
