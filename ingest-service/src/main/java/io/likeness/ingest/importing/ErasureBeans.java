package io.likeness.ingest.importing;

import io.likeness.ingest.erasure.ErasureSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Tells erasures what they may take: as much as imports, whose archives they read. */
final class ErasureBeans {

    @Produces
    @Singleton
    ErasureSettings erasureSettings(IngestConfiguration configuration) {
        long heapBytes = Runtime.getRuntime().maxMemory();
        return new ErasureSettings(
                configuration.workFolder(),
                ConfigurationCheck.check(configuration, heapBytes).archive(),
                configuration.attempts());
    }
}
