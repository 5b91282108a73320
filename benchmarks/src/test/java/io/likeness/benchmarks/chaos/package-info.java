/** Tests of what the benchmarks of a system under faults conclude. */
@NullMarked
package io.likeness.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
