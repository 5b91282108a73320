package io.likeness.ingest.doctor;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.shard.ShardLines.Line;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Those of a sealed dataset in the store: image by image, and a shard's rows at a time. Throws as {@link ObjectStore}. */
final class StoredFaces implements DatasetFaces {
    private final ObjectStore store;
    private final List<Shard> shards;
    private final TensorShape shape;
    private final Wanted still;
    private final int[] firsts;

    /** @param still asked before each shard */
    StoredFaces(ObjectStore store, DatasetManifest manifest, Wanted still) {
        this.store = store;
        this.shards = manifest.shards();
        this.shape = new TensorShape(manifest.channels(), manifest.side());
        this.still = still;
        this.firsts = new int[shards.size() + 1];
        for (int k = 0; k < shards.size(); k++) {
            firsts[k + 1] = Math.addExact(firsts[k], shards.get(k).count());
        }
    }

    /** Whether the result is wanted. */
    interface Wanted {
        /** @throws InterruptedException if nobody wants it any more */
        void check() throws InterruptedException;
    }

    @Override
    public int count() {
        return firsts[shards.size()];
    }

    @Override
    public Split split(int index) {
        int shard = 0;
        while (index >= firsts[shard + 1]) {
            shard++;
        }
        return shards.get(shard).split();
    }

    @Override
    public void images(IntPredicate wanted, ImageVisitor visitor) throws InterruptedException {
        for (int k = 0; k < shards.size(); k++) {
            still.check();
            if (IntStream.range(firsts[k], firsts[k + 1]).anyMatch(wanted)) {
                images(k, wanted, visitor);
            }
        }
    }

    @Override
    public void rows(IntPredicate wanted, RowVisitor visitor) throws InterruptedException {
        for (int k = 0; k < shards.size(); k++) {
            still.check();
            if (IntStream.range(firsts[k], firsts[k + 1]).anyMatch(wanted)) {
                int index = firsts[k];
                for (Line line :
                        ShardLines.of(store.fetch(shards.get(k).rows())).lines()) {
                    if (wanted.test(index)) {
                        visitor.see(index, line.row());
                    }
                    index++;
                }
            }
        }
    }

    private void images(int shard, IntPredicate wanted, ImageVisitor visitor) {
        try (InputStream in = store.open(shards.get(shard).images())) {
            for (int index = firsts[shard]; index < firsts[shard + 1]; index++) {
                byte[] image = in.readNBytes(shape.size());
                if (wanted.test(index)) {
                    visitor.see(index, ImageTensor.of(shape, image));
                }
            }
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "images: the object store did not answer", e);
        }
    }
}
