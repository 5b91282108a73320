/**
 * The autoencoder, its form as a SameDiff graph, its parameters and its optimiser. Used by the training run, the evaluation and the
 * parity check, all inside the child JVM. A network belongs to one thread for its whole life; the other types are immutable or say so.
 */
@NullMarked
package io.likeness.training.network;

import org.jspecify.annotations.NullMarked;
