/**
 * The one ledger of datasets, trainings and generations: it accepts a job, follows it by what its owner tells, has it cancelled, ends
 * it when nobody else does, lets it expire, deletes it and forgets it. Called by the use cases of each kind, by their listeners and by
 * a loop of its own. Safe for threads and for several gateways.
 */
@NullMarked
package io.likeness.gateway.ledger;

import org.jspecify.annotations.NullMarked;
