/**
 * The whole of accepting, carrying, working and ending in one thread: the code of the ledger, the outbox, leases and jobs on databases, a
 * broker and a store in memory, under faults that a seed draws. Beside it, in the packages of that code, stands what opens it to a
 * simulation. Called by tests only.
 */
@NullMarked
package io.likeness.gateway.simulation;

import org.jspecify.annotations.NullMarked;
