/** Tests of the faces benchmark's bookkeeping and arithmetic; it trains nothing. */
@NullMarked
package io.likeness.benchmarks.faces;

import org.jspecify.annotations.NullMarked;
