/**
 * Our training beside libtorch's, in one run: {@code ./likeness bench train}. Each trains in a process of its own that obeys commands, on the
 * same files. For one thread, unless a class says otherwise.
 */
@NullMarked
package io.likeness.benchmarks.training;

import org.jspecify.annotations.NullMarked;
