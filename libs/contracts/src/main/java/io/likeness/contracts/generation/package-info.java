/**
 * Commands, events and the stored index of a generation job. Written by gateway and generator, read by both. Every type
 * is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts.generation;

import org.jspecify.annotations.NullMarked;
