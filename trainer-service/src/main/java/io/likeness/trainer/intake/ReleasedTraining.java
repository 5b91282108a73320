package io.likeness.trainer.intake;

import java.time.Instant;

/**
 * A training that is a job.
 *
 * @param releasedAt when it became one
 * @param started whether some attempt has announced its start
 */
public record ReleasedTraining(Instant releasedAt, boolean started) {}
