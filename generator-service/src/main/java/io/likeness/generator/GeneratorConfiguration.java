package io.likeness.generator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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

    /** Jobs worked on at the same time, 1 to 64; absent: twice the number of processors, since a job also waits for the store. */
    OptionalInt jobs();

    /** How many attempts at a job may fail before the job does, 1 or more; from the fifth on they are 10 s apart. */
    @WithDefault("360")
    int attempts();

    /** A job that has not begun so long after its command came, and none of whose attempts is running, fails; 1s to 30d. */
    @WithDefault("24h")
    Duration patience();

    /** Share of the largest heap that jobs fill at once, 0.05 to 0.8: a job waits until its part of it is free. */
    @WithDefault("0.4")
    double heapShare();

    /** Folder for results while they are drawn; this instance's alone, emptied at start. Needs room for one result a job. */
    @WithDefault("work/generator")
    Path workFolder();

    /** Models kept loaded, 1 to 1,000; the one that was used longest ago goes first and is loaded again on demand. */
    @WithDefault("8")
    int loadedModels();

    /** The most {@code count * channels * side * side} of one request, 1 or more; a larger one is refused. */
    @WithDefault("64M")
    MemorySize mostPixels();

    /** How often the champions are compared with the registry's, 100ms to 1d. */
    @WithDefault("30s")
    Duration reconcileInterval();

    /** How soon that is tried again while registry or store do not answer, 10ms to 1h. */
    @WithDefault("1s")
    Duration reconcileRetry();

    /** How often the registry is told that this generator is there, 100ms to 10s; each second while a version is rolled out. */
    @WithDefault("5s")
    Duration reportInterval();

    /** Which photos are taken as faces. */
    Photo photo();

    /** Limits of an uploaded photo. */
    interface Photo {
        /** Largest file, 1 byte to 1 GiB. */
        @WithDefault("16M")
        MemorySize mostBytes();

        /** Most pixels, checked in the header before anything is decoded; 1 to 2,147,483,647. */
        @WithDefault("200000000")
        long pixels();

        /** Least width and height in pixels, 1 to 4,096. */
        @WithDefault("16")
        int leastSide();

        /** Most heap that photos fill at once while they are decoded, 1 MiB to 64 GiB; a larger one is thinned out while it is read. */
        @WithDefault("48M")
        MemorySize decodedBytes();

        /**
         * A photo is no face if it is reconstructed with more than this many times the squared error that all but one in a thousand
         * held-out faces have; 1 or more.
         */
        @WithDefault("2")
        double errorMargin();
    }

    /** A choice of ONNX Runtime's execution provider. */
    enum ExecutionProvider {
        AUTO,
        CPU,
        CUDA
    }
}
