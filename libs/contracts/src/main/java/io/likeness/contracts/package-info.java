/**
 * What every part of the system shares: error codes, references into the object store, argument checks and the one JSON
 * mapper. Called by all services and by the training engine; no framework. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts;

import org.jspecify.annotations.NullMarked;
