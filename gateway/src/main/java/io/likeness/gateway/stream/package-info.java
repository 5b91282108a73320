/**
 * Server-sent events of what changes: one thing as it is, again whenever it is another, and the names of all that changes. Called by
 * the resources; safe for threads, each stream has a virtual thread of its own.
 */
@NullMarked
package io.likeness.gateway.stream;

import org.jspecify.annotations.NullMarked;
