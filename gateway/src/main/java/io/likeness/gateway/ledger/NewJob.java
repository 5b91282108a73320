package io.likeness.gateway.ledger;

import io.likeness.contracts.Payload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that is about to be accepted.
 *
 * @param command that has it done; its aggregate is the job
 * @param deadline by which it has to be started
 * @param beside what else is commanded with it
 * @param request as a caller sent it, to be answered with it; absent where the job follows from something else
 */
public record NewJob(
        Payload command,
        Instant deadline,
        List<Payload> beside,
        @Nullable Object request) {
    public NewJob {
        beside = List.copyOf(beside);
    }

    public NewJob(Payload command, Instant deadline) {
        this(command, deadline, List.of(), null);
    }
}
