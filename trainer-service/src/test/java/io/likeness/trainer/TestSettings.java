package io.likeness.trainer;

import io.likeness.training.protocol.Device;
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
    public Device device() {
        return Device.AUTO;
    }

    @Override
    public Optional<Path> judge() {
        return Optional.empty();
    }

    @Override
    public Duration checkpointInterval() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration suspension() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Price price() {
        return new Price() {
            @Override
            public double coreHour() {
                return 0.02;
            }

            @Override
            public double gpuHour() {
                return 0.3;
            }

            @Override
            public String currency() {
                return "EUR";
            }
        };
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
        return Duration.ofSeconds(10);
    }
}
