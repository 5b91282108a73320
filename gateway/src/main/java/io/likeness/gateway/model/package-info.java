/**
 * Models: the registry's answers passed on, their files, and a read model of versions and champions kept from events, so that a
 * generation can be accepted while the registry is away. Called over HTTP, by Kafka and by generations. Safe for threads.
 */
@NullMarked
package io.likeness.gateway.model;

import org.jspecify.annotations.NullMarked;
