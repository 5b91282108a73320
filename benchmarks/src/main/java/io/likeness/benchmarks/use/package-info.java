/**
 * A running system as its users see it: how long one face takes, and what many cost. A program of its own beside the system; nothing else
 * calls it.
 */
@NullMarked
package io.likeness.benchmarks.use;

import org.jspecify.annotations.NullMarked;
