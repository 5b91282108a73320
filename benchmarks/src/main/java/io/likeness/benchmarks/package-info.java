/**
 * Measurements of the project's own claims, each beside what it is to be compared with, in one run. Started by
 * {@code ./likeness bench}. For one thread, unless a class says otherwise.
 */
@NullMarked
package io.likeness.benchmarks;

import org.jspecify.annotations.NullMarked;
