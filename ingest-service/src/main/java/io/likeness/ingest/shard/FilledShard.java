package io.likeness.ingest.shard;

import io.likeness.contracts.dataset.Split;

/**
 * A shard that is ready to be stored.
 *
 * @param index 0-based within the dataset
 * @param count images in it, 1 to {@link io.likeness.contracts.dataset.Shard#MOST_IMAGES}
 * @param images raw {@code uint8[count, C, S, S]}; another shard's as soon as this one is stored
 * @param rows JSON lines, one {@link io.likeness.contracts.dataset.ShardRow} an image; owned by the receiver
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the sink and never compared.
public record FilledShard(int index, Split split, int count, byte[] images, byte[] rows) {}
