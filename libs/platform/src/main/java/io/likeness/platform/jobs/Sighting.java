package io.likeness.platform.jobs;

/**
 * A job that some runner has, as another sees it.
 *
 * @param until the end of the lease, as the database writes it; it changes with every heartbeat
 * @param expired whether that has passed by the database's clock
 */
record Sighting(String id, long fence, String until, boolean expired) {}
