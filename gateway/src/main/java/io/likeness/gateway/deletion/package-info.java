/**
 * Deletion of datasets, trainings and versions: what uses them, what goes with them, and how the registry is told. Called by the use cases
 * of each over HTTP, by a listener and by the ledger's loop. Safe for threads and for several gateways.
 */
@NullMarked
package io.likeness.gateway.deletion;

import org.jspecify.annotations.NullMarked;
