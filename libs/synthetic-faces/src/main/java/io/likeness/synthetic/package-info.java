/**
 * Drawn faces with known attributes, for the demo, the tests and the benchmarks: the same seed gives the same pixels on
 * every machine. Called by anything that needs faces without a download; depends on nothing. Public types are immutable
 * or stateless and safe for threads.
 */
@NullMarked
package io.likeness.synthetic;

import org.jspecify.annotations.NullMarked;
