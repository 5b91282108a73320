/**
 * The object store port, its MinIO adapter and its health check. Called by every service for everything large. The port's
 * implementations are safe for threads; digests are checked on every read of a reference.
 */
@NullMarked
package io.likeness.platform.store;

import org.jspecify.annotations.NullMarked;
