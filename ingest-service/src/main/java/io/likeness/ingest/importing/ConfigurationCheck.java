package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.ingest.dataset.ImportLimits;

/** Refuses to start on a configuration that cannot import. */
final class ConfigurationCheck {
    private static final String PREFIX = "likeness.ingest.";

    private ConfigurationCheck() {}

    /**
     * The limits of an import in a heap of that size.
     *
     * @throws LikenessException naming the key, the allowed and the found value
     */
    static ImportLimits check(IngestConfiguration configuration, long heapBytes) {
        Require.between(PREFIX + "parallelism", configuration.parallelism(), 1, 64);
        Require.between(PREFIX + "attempts", configuration.attempts(), 1, 1_000_000);
        Require.between(
                PREFIX + "limits.upload-bytes",
                configuration.limits().uploadBytes().asLongValue(),
                1,
                Long.MAX_VALUE);
        try {
            return configuration.limits().asImportLimits(heapBytes);
        } catch (LikenessException | IllegalArgumentException e) {
            throw new LikenessException(ErrorCode.INVALID_REQUEST, PREFIX + e.getMessage(), e);
        }
    }
}
