/**
 * Events in and out: the transactional outbox and its relay, direct publishing, consumption with retries and dead letters,
 * and the creation of topics. Called by every service's listeners and use cases. Beans are safe for threads.
 */
@NullMarked
package io.likeness.platform.events;

import org.jspecify.annotations.NullMarked;
