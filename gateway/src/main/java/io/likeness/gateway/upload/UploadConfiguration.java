package io.likeness.gateway.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of uploads. */
@ConfigMapping(prefix = "likeness.upload")
public interface UploadConfiguration {
    /** Longest body that is taken, 1 byte to 80 GB, which is what the store's parts allow. */
    @WithDefault("2G")
    MemorySize mostBytes();

    /** Uploads at a time, 1 to 100; each holds one part of 8 MB in memory. More are told to come back. */
    @WithDefault("6")
    int mostConcurrent();
}
