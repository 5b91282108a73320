package io.likeness.trainer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How and where this service trains. */
@ConfigMapping(prefix = "likeness.trainer")
public interface TrainerConfiguration {
    /** Folder of the jars that make the child's class path: the training engine and its libraries. */
    @WithDefault("../libs/training/target/lib")
    Path engineFolder();

    /** Folder of dataset caches and of trained, not yet registered artifacts; it belongs to one instance of the service. */
    @WithDefault("${java.io.tmpdir}/likeness-trainer")
    Path workFolder();

    /** Dataset caches beyond this are deleted, the longest unused first; the one in use stays whatever its size. At least 1M. */
    @WithDefault("16G")
    MemorySize cacheSize();

    /** The child's greatest Java heap, 128M to 64G: weights, batches and latents. */
    @WithDefault("768M")
    MemorySize childHeap();

    /** The child's greatest native memory for tensors, 256M to 1T. */
    @WithDefault("2G")
    MemorySize childOffHeap();

    /** Home of the JDK or JRE that runs the child, 21 or later; absent: the one that runs this service. */
    Optional<Path> javaHome();

    /** Replicas that train in parallel, one thread each, 1 to 64; absent: one a processor, two at most. */
    OptionalInt replicas();

    /** How often a run whose child JVM died is tried again before it fails, 0 to 10. */
    @WithDefault("1")
    int crashRetries();

    /**
     * How long after its release as a job a run is still tried again when a server is away or a disk is full, 1s to 30d; then it fails
     * with the last reason. Longer than the longest training and its wait for a runner.
     */
    @WithDefault("24h")
    Duration patience();

    /** Time between two looks for trainings past their deadline and folders of ended ones, 100ms to 1m. */
    @WithDefault("1s")
    Duration sweepInterval();
}
