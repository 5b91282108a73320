package io.likeness.generator.generation;

import io.likeness.generator.GeneratorConfiguration;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.OptionalInt;

/** A configuration that differs in what drawing reads. */
record DrawingSettings(int batch, OptionalInt threads) implements GeneratorConfiguration {

    static DrawingSettings of(int batch, int threads) {
        return new DrawingSettings(batch, OptionalInt.of(threads));
    }

    @Override
    public ExecutionProvider executionProvider() {
        return ExecutionProvider.CPU;
    }

    @Override
    public int loadedModels() {
        return 1;
    }

    @Override
    public MemorySize mostPixels() {
        return new MemorySize(BigInteger.valueOf(1L << 20));
    }

    @Override
    public Duration reconcileInterval() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration reconcileRetry() {
        return Duration.ofSeconds(1);
    }
}
