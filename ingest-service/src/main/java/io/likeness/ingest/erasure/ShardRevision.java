package io.likeness.ingest.erasure;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.shard.AcceptedImage;
import io.likeness.ingest.shard.Preview;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.shard.ShardLines.Line;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.platform.store.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shards of one dataset written again without one image, in their order, image by image and never whole in memory. Not safe for threads. */
final class ShardRevision {
    private final ObjectStore store;
    private final AttemptObjects objects;
    private final TensorShape shape;
    private final String sha256;
    private final Path images;
    private final List<Shard> shards = new ArrayList<>();
    private final List<ShardRow> removed = new ArrayList<>();
    private final Preview preview = new Preview();

    /** @param images where the images of a shard lie until they are stored */
    ShardRevision(ObjectStore store, AttemptObjects objects, TensorShape shape, String sha256, Path images) {
        this.store = store;
        this.objects = objects;
        this.shape = shape;
        this.sha256 = sha256;
        this.images = images;
    }

    List<Shard> shards() {
        return List.copyOf(shards);
    }

    /** The rows that were left out. */
    List<ShardRow> removed() {
        return List.copyOf(removed);
    }

    byte[] preview() {
        return shards.isEmpty() ? Preview.blank(shape) : preview.png();
    }

    /** A shard of which nothing is left is none; those after it move up. */
    void add(Shard shard) throws IOException {
        List<Line> lines = ShardLines.of(store.fetch(shard.rows())).lines();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int kept = 0;
        try (InputStream in = store.open(shard.images());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(images))) {
            for (Line line : lines) {
                byte[] image = in.readNBytes(shape.size());
                if (line.row().sha256().equals(sha256)) {
                    removed.add(line.row());
                } else {
                    keep(shard, line, image, out, rows);
                    kept++;
                }
            }
            requireWhole(shard, lines.size(), in);
        }
        if (kept > 0) {
            int index = shards.size();
            shards.add(new Shard(
                    index,
                    shard.split(),
                    kept,
                    objects.putImages(index, images),
                    objects.putRows(index, rows.toByteArray())));
        }
    }

    private void keep(Shard shard, Line line, byte[] image, OutputStream out, ByteArrayOutputStream rows)
            throws IOException {
        preview.offer(new AcceptedImage(ImageTensor.of(shape, image), shard.split(), line.row()));
        out.write(image);
        rows.writeBytes(line.json().getBytes(StandardCharsets.UTF_8));
        rows.write('\n');
    }

    private void requireWhole(Shard shard, int rows, InputStream in) throws IOException {
        if (rows != shard.count() || shard.images().bytes() != (long) rows * shape.size() || in.read() >= 0) {
            throw new LikenessException(
                    ErrorCode.INTERNAL_ERROR,
                    "shard %d: expected %d images and as many rows, found %d rows and %d bytes"
                            .formatted(
                                    shard.index(),
                                    shard.count(),
                                    rows,
                                    shard.images().bytes()));
        }
    }
}
