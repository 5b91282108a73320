/**
 * Commands and events of a training run. Written by gateway and trainer-service, read by both. Every type is immutable and
 * safe for threads.
 */
@NullMarked
package io.likeness.contracts.training;

import org.jspecify.annotations.NullMarked;
