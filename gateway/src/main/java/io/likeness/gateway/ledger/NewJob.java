package io.likeness.gateway.ledger;

import io.likeness.contracts.Payload;
import java.time.Instant;

/**
 * A job that is about to be accepted.
 *
 * @param command that has it done; its aggregate is the job
 * @param deadline by which it has to be started
 */
public record NewJob(Payload command, Instant deadline) {}
