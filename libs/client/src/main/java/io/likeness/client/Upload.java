package io.likeness.client;

import io.likeness.contracts.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of an upload.
 *
 * @param datasetId of the dataset that has it, where it was sent to a name
 * @param failure why that cannot be
 */
public record Upload(
        String id,
        String fileName,
        @Nullable Long bytes,
        String status,
        @Nullable String datasetName,
        @Nullable String datasetId,
        @Nullable Failure failure) {}
