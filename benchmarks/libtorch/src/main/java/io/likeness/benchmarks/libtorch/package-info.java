/**
 * The training of the {@code seed} preset in libtorch, as fast as libtorch does it through JavaCPP: the peer of our engine, in a process
 * of its own that {@code ./likeness bench train} starts and commands. Shares files and a protocol with it, no code.
 */
@NullMarked
package io.likeness.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
