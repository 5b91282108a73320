package io.likeness.ingest.shard;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.TensorShape;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The shard of one split that is being filled. */
final class OpenShard {
    /** Three splits are open at once: shards of large images hold fewer of them, so that the heap stays small. */
    private static final int MOST_BYTES = 16 << 20;

    private final TensorShape shape;
    private final Split split;
    private final byte[] images;
    private final int capacity;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private int count;

    OpenShard(TensorShape shape, Split split) {
        this.shape = shape;
        this.split = split;
        this.capacity = Math.clamp(MOST_BYTES / shape.size(), 1, Shard.MOST_IMAGES);
        this.images = new byte[capacity * shape.size()];
    }

    void add(AcceptedImage image) {
        image.pixels().copyTo(images, count * shape.size());
        rows.writeBytes(Json.encode(image.row()));
        rows.write('\n');
        count++;
    }

    boolean full() {
        return count == capacity;
    }

    boolean empty() {
        return count == 0;
    }

    FilledShard take(int index) {
        FilledShard filled =
                new FilledShard(index, split, count, Arrays.copyOf(images, count * shape.size()), rows.toByteArray());
        rows.reset();
        count = 0;
        return filled;
    }
}
