/** Trains the judge by {@code ./likeness judge}, in a process of its own that holds the engine's class path. For one thread. */
@NullMarked
package io.likeness.benchmarks.judge;

import org.jspecify.annotations.NullMarked;
