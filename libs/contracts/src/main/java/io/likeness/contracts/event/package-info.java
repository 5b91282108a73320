/**
 * The topic catalogue and the envelope of every event and command. Called by the event plumbing of the platform and by
 * readers of raw topics. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts.event;

import org.jspecify.annotations.NullMarked;
