package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a dataset; its SHA-256 is the dataset's digest.
 *
 * @param channels C of every shard's {@code uint8[count, C, S, S]}
 * @param side S, in pixels
 * @param crop the crop that was applied
 * @param labels names of the labels that rows may carry, sorted
 * @param shards ordered by index; those of one split in the order in which a reader concatenates them
 * @param terms under which the data may be used
 * @param frame where the eyes of the faces are; absent where that is not known
 */
public record DatasetManifest(
        String datasetId,
        String name,
        Layout layout,
        int channels,
        int side,
        CentreCrop crop,
        SplitCounts counts,
        List<String> labels,
        List<Shard> shards,
        @Nullable String terms,
        @Nullable FaceFrame frame) {
    public DatasetManifest {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.present("layout", layout);
        Require.present("crop", crop);
        Require.present("counts", counts);
        labels = List.copyOf(Require.present("labels", labels));
        shards = List.copyOf(Require.present("shards", shards));
    }

    public List<Shard> shards(Split split) {
        return shards.stream().filter(shard -> shard.split() == split).toList();
    }
}
