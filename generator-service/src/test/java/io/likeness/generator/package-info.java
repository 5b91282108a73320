/** Tests, and what they share: hand-made decoders, a registry that does as it is told, and jobs sent over Kafka. */
@NullMarked
package io.likeness.generator;

import org.jspecify.annotations.NullMarked;
