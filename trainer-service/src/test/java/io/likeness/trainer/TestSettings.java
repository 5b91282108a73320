package io.likeness.trainer;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The defaults, in a work folder of the test's own. */
public record TestSettings(Path workFolder, long cacheBytes) implements TrainerConfiguration {
    public TestSettings(Path workFolder) {
        this(workFolder, 1L << 30);
    }

    @Override
    public Path engineFolder() {
        return Path.of("../libs/training/target/lib");
    }

    @Override
    public MemorySize cacheSize() {
        return new MemorySize(BigInteger.valueOf(cacheBytes));
    }

    @Override
    public MemorySize childHeap() {
        return new MemorySize(BigInteger.valueOf(768L << 20));
    }

    @Override
    public MemorySize childOffHeap() {
        return new MemorySize(BigInteger.valueOf(2L << 30));
    }

    @Override
    public Optional<Path> javaHome() {
        return Optional.empty();
    }

    @Override
    public OptionalInt replicas() {
        return OptionalInt.of(2);
    }

    @Override
    public int crashRetries() {
        return 1;
    }

    @Override
    public Duration patience() {
        return Duration.ofHours(24);
    }

    @Override
    public Duration sweepInterval() {
        return Duration.ofSeconds(1);
    }
}
