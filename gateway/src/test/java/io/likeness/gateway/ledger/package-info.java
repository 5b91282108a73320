/** What opens the ledger to a simulation, and the tests of its statements. Called by tests only; for one thread. */
@NullMarked
package io.likeness.gateway.ledger;

import org.jspecify.annotations.NullMarked;
