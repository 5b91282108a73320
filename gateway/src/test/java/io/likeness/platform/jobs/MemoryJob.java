package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.platform.jobs.Lease.Trouble;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A row of {@link MemoryJobTable}. Times are microseconds. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record MemoryJob(
        NewJob job,
        byte[] payload,
        String state,
        long created,
        long turn,
        long available,
        Taker taker,
        Marks marks,
        Troubles troubles,
        @Nullable Long ended) {

    /** The last who took it, and until when it has it. */
    record Taker(int attempt, long fence, long until) {}

    record Marks(@Nullable Long deadline, boolean cancelled, boolean pinned) {}

    record Troubles(
            int lost,
            int failures,
            @Nullable Long failingSince,
            @Nullable Failure failure) {
        Troubles failed(long now, Failure why) {
            return new Troubles(lost, failures + 1, failingSince == null ? (Long) now : failingSince, why);
        }

        Troubles forgotten() {
            return new Troubles(0, 0, null, failure);
        }
    }

    static MemoryJob queued(NewJob job, long created, long turn, long available) {
        return new MemoryJob(
                job,
                job.payload(),
                "queued",
                created,
                turn,
                available,
                new Taker(0, 0, 0),
                new Marks(micros(job.deadline()), false, false),
                new Troubles(0, 0, null, null),
                null);
    }

    MemoryJob queuedAgain() {
        return new MemoryJob(job, payload, "queued", created, turn, available, taker, marks, troubles, ended);
    }

    MemoryJob available(long from, long turnThen, byte[] known) {
        return new MemoryJob(job, known, state, created, turnThen, from, taker, marks, troubles, ended);
    }

    MemoryJob taken(long until) {
        return new MemoryJob(
                job,
                payload,
                "running",
                created,
                turn,
                available,
                new Taker(taker.attempt + 1, taker.fence + 1, until),
                marks,
                troubles,
                ended);
    }

    MemoryJob takenOver(long until) {
        return troubled(new Troubles(troubles.lost + 1, troubles.failures, troubles.failingSince, troubles.failure))
                .taken(until);
    }

    MemoryJob beaten(long until) {
        return takenBy(new Taker(taker.attempt, taker.fence, until));
    }

    MemoryJob takenBy(Taker other) {
        return new MemoryJob(job, payload, state, created, turn, available, other, marks, troubles, ended);
    }

    MemoryJob troubled(Troubles then) {
        return new MemoryJob(job, payload, state, created, turn, available, taker, marks, then, ended);
    }

    MemoryJob marked(Marks then) {
        return new MemoryJob(job, payload, state, created, turn, available, taker, then, troubles, ended);
    }

    MemoryJob over(String end, long at, @Nullable Failure why) {
        Troubles last =
                why == null ? troubles : new Troubles(troubles.lost, troubles.failures, troubles.failingSince, why);
        Taker nobody = new Taker(taker.attempt, taker.fence, 0);
        return new MemoryJob(job, payload, end, created, turn, available, nobody, marks, last, at);
    }

    public boolean open() {
        return state.equals("queued") || state.equals("running");
    }

    boolean late(long now) {
        return state.equals("queued") && marks.deadline != null && marks.deadline <= now && !marks.cancelled;
    }

    Lease lease() {
        return new Lease(
                job.kind(),
                job.id(),
                payload,
                job.correlationId(),
                null,
                taker.attempt,
                taker.fence,
                marks.cancelled,
                time(marks.deadline),
                new Trouble(troubles.lost, troubles.failures, job.budget(), time(troubles.failingSince)));
    }

    static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static @Nullable Instant time(@Nullable Long micros) {
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
