/**
 * What the tests of the platform share: its tables in a real database, an outbox without Quarkus, and a broker that fails on
 * request. Called by tests only; safe for threads.
 */
@NullMarked
package io.likeness.platform.testing;

import org.jspecify.annotations.NullMarked;
