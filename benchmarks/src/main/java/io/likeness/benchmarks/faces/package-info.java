/**
 * How good faces are, preset by preset: {@code ./likeness bench faces}. Trains in child processes as the trainer does, judges in this one, and
 * leaves a file for each finished step, so that a run that was ended goes on where it was. For one thread, unless a class says otherwise.
 */
@NullMarked
package io.likeness.benchmarks.faces;

import org.jspecify.annotations.NullMarked;
