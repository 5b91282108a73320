/**
 * What the other services tell, handed to the features that it concerns. Reads Kafka; calls dataset, generation, model and training.
 */
@NullMarked
package io.likeness.gateway.event;

import org.jspecify.annotations.NullMarked;
