/**
 * Trainings: asking for a run, following it by its events, and telling them on as server-sent events. Called over HTTP and by
 * Kafka. Safe for threads; a run that succeeded or failed never changes again.
 */
@NullMarked
package io.likeness.gateway.training;

import org.jspecify.annotations.NullMarked;
