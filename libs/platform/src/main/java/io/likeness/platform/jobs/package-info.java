/**
 * Long work under a lease: job rows, heartbeats, fencing and runners. Called by ingest-service and trainer-service.
 * Queues are safe for threads; a running job belongs to the runner's thread.
 */
@NullMarked
package io.likeness.platform.jobs;

import org.jspecify.annotations.NullMarked;
