/**
 * What tests of every module share: real Kafka, S3 and PostgreSQL on loopback ports, a raw reader and writer of topics, seeded
 * random cases, real photographs where the machine has them, and the architecture rules. Test scope only. The servers
 * are started once in a test JVM and shared by all its tests, so a test uses its own topics, buckets and keys, or is
 * the one that breaks them. {@link io.likeness.testkit.TestPlatform} is safe for threads; a reader is not.
 */
@NullMarked
package io.likeness.testkit;

import org.jspecify.annotations.NullMarked;
