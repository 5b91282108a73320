package io.likeness.ingest.shard;

import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.imaging.TensorShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All shards of a dataset: fills one per split, hands each to the sink once it is full, and numbers them in that order. */
public final class ShardSet {
    private final TensorShape shape;
    private final ShardSink sink;
    private final Map<Split, OpenShard> open = new EnumMap<>(Split.class);
    private final List<Shard> stored;

    public ShardSet(TensorShape shape, ShardSink sink) {
        this(List.of(), shape, sink);
    }

    /** @param before shards that come before those which are filled here */
    public ShardSet(List<Shard> before, TensorShape shape, ShardSink sink) {
        this.stored = new ArrayList<>(before);
        this.shape = shape;
        this.sink = sink;
    }

    public void add(AcceptedImage image) {
        OpenShard shard = open.computeIfAbsent(image.split(), split -> new OpenShard(shape, split));
        shard.add(image);
        if (shard.full()) {
            store(shard);
        }
    }

    /** Takes over a shard that is stored already, after those that are. */
    public void keep(Shard shard) {
        stored.add(new Shard(stored.size(), shard.split(), shard.count(), shard.images(), shard.rows()));
    }

    /** Stores what is left and returns every shard, by index. */
    public List<Shard> finish() {
        open.values().stream().filter(shard -> !shard.empty()).forEach(this::store);
        return List.copyOf(stored);
    }

    /** Images per split in the given shards. */
    public static SplitCounts counts(List<Shard> shards) {
        return new SplitCounts(count(shards, Split.TRAIN), count(shards, Split.VALIDATION), count(shards, Split.TEST));
    }

    private void store(OpenShard shard) {
        stored.add(sink.store(shard.take(stored.size())));
    }

    private static long count(List<Shard> shards, Split split) {
        return shards.stream()
                .filter(shard -> shard.split() == split)
                .mapToLong(Shard::count)
                .sum();
    }
}
