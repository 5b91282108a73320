/**
 * Evaluations: two versions of a model are fetched, compared in a child JVM on faces that neither learned from, and what was measured is
 * announced. Leased work of its own, beside trainings, as whoever waits for a new version does not wait for the next training too.
 */
@NullMarked
package io.likeness.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
