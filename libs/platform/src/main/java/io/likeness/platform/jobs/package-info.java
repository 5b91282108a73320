/**
 * Long work under a lease: job rows, cancellation, deadlines, heartbeats, fencing and runners. Called by services that have work to do.
 * Queues are safe for threads; a running job belongs to its worker's thread.
 */
@NullMarked
package io.likeness.platform.jobs;

import org.jspecify.annotations.NullMarked;
