/**
 * Dead letters: what no consumer could handle is taken from Kafka, kept until somebody has seen it, and sent back to the consumer that
 * failed or let go. Called by Kafka's listener and over HTTP. Safe for threads.
 */
@NullMarked
package io.likeness.gateway.letter;

import org.jspecify.annotations.NullMarked;
