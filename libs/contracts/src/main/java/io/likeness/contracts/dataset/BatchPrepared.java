package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * One shard is stored; trainers may prefetch it.
 *
 * @param channels C of the shard's {@code uint8[count, C, S, S]}
 * @param side S, in pixels
 */
public record BatchPrepared(String datasetId, Shard shard, int channels, int side) implements DatasetBatch {
    public BatchPrepared {
        Require.text("datasetId", datasetId);
        Require.present("shard", shard);
        Require.oneOf("channels", channels, List.of(1, 3));
        Require.between("side", side, 1, 1024);
    }
}
