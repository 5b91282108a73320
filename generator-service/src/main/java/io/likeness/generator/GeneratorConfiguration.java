package io.likeness.generator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How faces are decoded and models kept. */
@ConfigMapping(prefix = "likeness.generator")
public interface GeneratorConfiguration {

    /** Where decoders run: {@code auto} and {@code cuda} fall back to the CPU where CUDA does not load. */
    @WithDefault("auto")
    ExecutionProvider executionProvider();

    /** Faces decoded in one run of a session, 1 to 256; it changes speed and memory, never a pixel. */
    @WithDefault("32")
    int batch();

    /** Batches decoded at the same time, 1 to 64; absent: the number of processors. */
    OptionalInt threads();

    /** Models kept loaded, 1 to 1,000; the one that was used longest ago goes first and is loaded again on demand. */
    @WithDefault("8")
    int loadedModels();

    /** The most {@code count * channels * side * side} of one request; a larger one is refused. */
    @WithDefault("64M")
    MemorySize mostPixels();

    /** How often the champions are compared with the registry's. */
    @WithDefault("30s")
    Duration reconcileInterval();

    /** How soon that is tried again while registry or store do not answer. */
    @WithDefault("1s")
    Duration reconcileRetry();

    /** A choice of ONNX Runtime's execution provider. */
    enum ExecutionProvider {
        AUTO,
        CPU,
        CUDA
    }
}
