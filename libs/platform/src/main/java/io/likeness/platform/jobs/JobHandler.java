package io.likeness.platform.jobs;

import io.likeness.contracts.LikenessException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The work of one kind of job. A job may be run more than once; blobs go under the lease's fence, so that a runner that has lost its job
 * changes nothing of its successor's. What is to be written at an end is run again in another transaction where the database was away,
 * and so are the methods that say what to write; the lease is kept meanwhile.
 */
public interface JobHandler {

    /**
     * Does the work and stores its results.
     *
     * @return what to write, events included, in the transaction that ends the job
     * @throws LikenessException one after which {@link #again} gives the job back for another attempt, as long as its budget is not
     *     spent; any other ends it with {@link #failed}
     * @throws InterruptedException if the job is cancelled, the service stops or the lease is lost; for any other reason it gives the job
     *     back to begin anew at once, which counts against nothing
     */
    Consumer<Handle> run(RunningJob job) throws InterruptedException;

    /** What to write in the transaction that ends a job that cannot be done. */
    Consumer<Handle> failed(RunningJob job, LikenessException failure);

    /** What to write in the transaction that ends a job that was cancelled while a runner had it. */
    Consumer<Handle> cancelled(RunningJob job);

    /** What to write in the transaction that ends a job whose deadline has passed while it was queued; nobody runs it then. */
    Consumer<Handle> expired(RunningJob job);

    /** Whether another attempt may succeed where one has failed. */
    default boolean again(RunningJob job, LikenessException failure) {
        return failure.retriable();
    }
}
