/**
 * The port to the training engine and its adapter, which runs the engine in a child JVM. Called by a training run; a session belongs
 * to one thread.
 */
@NullMarked
package io.likeness.trainer.engine;

import org.jspecify.annotations.NullMarked;
