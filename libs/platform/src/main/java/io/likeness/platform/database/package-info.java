/**
 * The database as all services use it: JDBI over the pool, and notifications that leave with a transaction and wake those who wait
 * for it in any instance. Called by the outbox, by job runners and by services. Safe for threads.
 */
@NullMarked
package io.likeness.platform.database;

import org.jspecify.annotations.NullMarked;
