package io.likeness.ingest.erasure;

import io.likeness.platform.jobs.Lease;
import io.likeness.platform.jobs.RunningJob;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;

/**
 * Lets one erasure after the other work, in whichever instance: two that write the same archive again would each bring back what the other
 * has left out. Whoever has the turn has it for as long as its lease holds. Stateless.
 */
final class ErasureTurn {
    private static final String BUSY = """
        SELECT EXISTS (SELECT 1 FROM erasing e JOIN job j ON j.id = e.erasure_id AND j.fence = e.fence
            WHERE j.kind = :kind AND j.state = 'running' AND j.id <> :id)
        """;

    private ErasureTurn() {}

    static void await(RunningJob job) throws InterruptedException {
        AtomicBoolean had = new AtomicBoolean();
        while (true) {
            job.transactPatiently(transaction -> had.set(take(transaction, job.lease())));
            if (had.get()) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static boolean take(Handle transaction, Lease lease) {
        // A statement of its own, so that the next one sees what the last to have the row has done.
        transaction.execute("SELECT 1 FROM erasing FOR UPDATE");
        boolean busy = transaction
                .createQuery(BUSY)
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .mapTo(Boolean.class)
                .one();
        if (!busy) {
            transaction
                    .createUpdate("UPDATE erasing SET erasure_id = :id, fence = :fence")
                    .bind("id", lease.id())
                    .bind("fence", lease.fence())
                    .execute();
        }
        return !busy;
    }
}
