package io.likeness.gateway.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Limits of uploads. */
@ConfigMapping(prefix = "likeness.upload")
public interface UploadConfiguration {
    /** Longest body that is taken, 1 byte to 80 GB, which is what the store's parts allow. */
    @WithDefault("2G")
    MemorySize mostBytes();

    /**
     * Uploads at a time, 1 to 100; each holds one part of 8 MB in memory. More are told to come back. Default: as many as fit into a
     * quarter of the heap.
     */
    OptionalInt mostConcurrent();

    /** Bytes a second that a body brings at least, measured over {@link #window}, 1 to 1 GB. A slower one is ended. */
    @WithDefault("16K")
    MemorySize leastBytesPerSecond();

    /** How long a body may bring less, 100 ms to 50 s: below the 60 s after which the server ends a silent connection itself. */
    @WithDefault("10s")
    Duration window();

    /** How long an upload that was begun and not finished is kept after it was last sent to, 1 min to 30 d. */
    @WithDefault("24h")
    Duration keepUnfinished();
}
