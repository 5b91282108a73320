package io.likeness.trainer;

import io.likeness.training.protocol.Device;
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

    /** What to train on: auto (a GPU where the build and the machine have one), cpu or cuda. */
    @WithDefault("auto")
    Device device();

    /** File of the network in whose features faces are compared, as {@code ./likeness judge} writes it; absent: the one on drawn faces. */
    Optional<Path> judge();

    /** Longest time between two checkpoints within an epoch, 1s to 1d; one follows every epoch anyway. */
    @WithDefault("5m")
    Duration checkpointInterval();

    /**
     * How long a stopping service waits for a training to write and store its last checkpoint, 1s to 100s. Whoever stops the service
     * must give it 10 s more.
     */
    @WithDefault("20s")
    Duration suspension();

    /** What trainings are said to cost. */
    Price price();

    /** How often a run whose child JVM died is tried again before it fails, 0 to 10. */
    @WithDefault("1")
    int crashRetries();

    /**
     * How long after the first of the attempts that fail one after the other because a server is away or a disk is full a run is still
     * tried again, 1s to 30d; then it fails with the last reason. A checkpoint, a finished training and a stored model begin it anew.
     */
    @WithDefault("24h")
    Duration patience();

    /** Time between two looks for what ended trainings have left and for undecided ones, 100ms to 1m. */
    @WithDefault("10s")
    Duration sweepInterval();

    /** Prices of an hour. */
    interface Price {
        /** Of one core, 0 to 1,000,000. */
        @WithDefault("0.02")
        double coreHour();

        /** Of one GPU, 0 to 1,000,000. */
        @WithDefault("0.30")
        double gpuHour();

        /** In which both are given, an ISO 4217 code of three capital letters. */
        @WithDefault("EUR")
        String currency();
    }
}
