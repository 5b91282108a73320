package io.likeness.gateway.ledger;

import io.likeness.gateway.access.Tenant;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Another package that hears of the end of every job, within the transaction in which it ends: both are written, or neither. It is called once a job, by whichever gateway
 * ends it, and whatever it throws keeps the job from ending. Safe for threads.
 */
public interface EndListener {
    /**
     * @param tenant whose job it is
     * @param ended the job as it is now, read when it is asked for
     */
    void ended(Handle transaction, Tenant tenant, JobKind kind, String id, JobStatus end, Supplier<Job> ended);
}
