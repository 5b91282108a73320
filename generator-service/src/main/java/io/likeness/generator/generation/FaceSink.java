package io.likeness.generator.generation;

/** Takes the faces of a job in their order. */
@FunctionalInterface
interface FaceSink {
    void add(Face face) throws InterruptedException;
}
