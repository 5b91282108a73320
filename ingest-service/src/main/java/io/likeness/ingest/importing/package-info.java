/**
 * The import as a job of the service: the command becomes a job row, a runner takes it under a lease, and its end is announced in
 * the transaction that ends the row. Called by Kafka and by the service's start. Beans are safe for threads, a run belongs to
 * its runner's thread.
 */
@NullMarked
package io.likeness.ingest.importing;

import org.jspecify.annotations.NullMarked;
