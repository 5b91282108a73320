package io.likeness.ingest.shard;

import static java.util.Objects.requireNonNull;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.TensorShape;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The shard of one split that is being filled. */
final class OpenShard {
    /** Three splits are open at once: shards of large images hold fewer of them, so that the heap stays small. */
    private static final int MOST_BYTES = 16 << 20;

    private final TensorShape shape;
    private final Split split;
    private final int capacity;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private byte @Nullable [] images;
    private int count;

    OpenShard(TensorShape shape, Split split) {
        this.shape = shape;
        this.split = split;
        this.capacity = Math.clamp(MOST_BYTES / shape.size(), 1, Shard.MOST_IMAGES);
    }

    void add(AcceptedImage image) {
        if (images == null) {
            images = new byte[capacity * shape.size()];
        }
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

    /** Ends the shard, which needs an image, and begins the next in the same place: what is as large as a full one is made once. */
    FilledShard take(int index) {
        byte[] all = requireNonNull(images);
        byte[] filled = full() ? all : Arrays.copyOf(all, count * shape.size());
        FilledShard shard = new FilledShard(index, split, count, filled, rows.toByteArray());
        rows.reset();
        count = 0;
        return shard;
    }
}
