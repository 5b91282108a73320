/**
 * The autoencoder as a fixed sequence of oneDNN primitives on the CPU: the training step without an op-by-op executor, in the layouts that
 * oneDNN prefers, in memory that is allocated once. Used by replicas on x86-64; it gives the numbers of the SameDiff network, which a
 * contract suite and each run's first batch check. A network belongs to one thread and owns its native memory.
 */
@NullMarked
package io.likeness.training.onednn;

import org.jspecify.annotations.NullMarked;
