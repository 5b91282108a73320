package io.likeness.platform.jobs;

/**
 * The right to work on one job.
 *
 * @param payload what the job was written with
 * @param attempt 1-based count of takers
 * @param lost how many earlier takers never gave the job back
 * @param fence this taker's number, larger than that of every taker before
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from the queue to one runner and never compared.
public record Lease(String kind, String id, byte[] payload, String correlationId, int attempt, int lost, long fence) {}
