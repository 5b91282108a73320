/**
 * Kafka, S3 and PostgreSQL as child processes that die with their parent, on loopback ports. The supervisor runs the
 * system with them and the test platform runs tests with them, so both meet the same servers. A
 * {@link io.likeness.standalone.servers.ChildProcess} is safe for threads; everything else is immutable.
 */
@NullMarked
package io.likeness.standalone.servers;

import org.jspecify.annotations.NullMarked;
