/**
 * What arrives: training commands and the ends of imports. A training waits here, as a row, until its dataset is sealed, and
 * becomes a job then. Called by Kafka's listeners and a sweep; safe for threads, the database decides.
 */
@NullMarked
package io.likeness.trainer.intake;

import org.jspecify.annotations.NullMarked;
