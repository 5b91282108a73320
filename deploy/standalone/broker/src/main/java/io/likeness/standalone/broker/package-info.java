/**
 * One Kafka node in its own JVM, for machines without Docker and for tests. The supervisor and the test platform start
 * {@link io.likeness.standalone.broker.BrokerNode}; nobody calls these types from another module. Every type is confined
 * to the main thread but for {@code Broker.stop}, which any thread may call.
 */
@NullMarked
package io.likeness.standalone.broker;

import org.jspecify.annotations.NullMarked;
