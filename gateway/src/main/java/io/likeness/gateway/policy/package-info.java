/**
 * Models that follow a dataset: a policy says when one is trained anew, on what its dataset is by then, and from where. Called by HTTP and by the
 * ledger's loop; trainings are accepted as those of people are. Types are safe for threads unless they say otherwise.
 */
@NullMarked
package io.likeness.gateway.policy;

import org.jspecify.annotations.NullMarked;
