package io.likeness.ingest.shard;

import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.ImageTensor;

/** An image of the dataset, with its place in a split and its row. */
public record AcceptedImage(ImageTensor pixels, Split split, ShardRow row) {}
