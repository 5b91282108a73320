/**
 * Generations: asking for faces, following the job by its events, and its images. Called over HTTP and by Kafka. Safe for threads; a
 * job that succeeded or failed never changes again.
 */
@NullMarked
package io.likeness.gateway.generation;

import org.jspecify.annotations.NullMarked;
