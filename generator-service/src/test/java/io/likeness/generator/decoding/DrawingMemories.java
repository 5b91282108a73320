package io.likeness.generator.decoding;

import io.likeness.generator.GeneratorConfiguration;

/** Memories of given sizes. */
public final class DrawingMemories {
    private DrawingMemories() {}

    public static DrawingMemory ofOneGibibyte(GeneratorConfiguration configuration) {
        return new DrawingMemory(configuration, 1L << 30);
    }
}
