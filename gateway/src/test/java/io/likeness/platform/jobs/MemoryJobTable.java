package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.contracts.TenantId;
import io.likeness.gateway.simulation.MemoryDatabase;
import io.likeness.gateway.simulation.MemoryDatabase.Table;
import io.likeness.platform.jobs.JobState.Ended;
import io.likeness.platform.jobs.JobState.Running;
import io.likeness.platform.jobs.Lease.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Jobs in a database in memory. For one thread. */
public final class MemoryJobTable implements JobTable {
    private static final long NEVER = Long.MAX_VALUE;

    private final MemoryDatabase database;
    private final Table<String, Row> rows;

    public MemoryJobTable(MemoryDatabase database) {
        this.database = database;
        this.rows = database.table();
    }

    /** Times are microseconds. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Row(
            NewJob job,
            byte[] payload,
            String state,
            long created,
            long turn,
            long available,
            int attempt,
            long fence,
            long until,
            @Nullable Long deadline,
            int lost,
            int failures,
            @Nullable Long failingSince,
            @Nullable Failure failure,
            boolean cancelled,
            boolean pinned,
            @Nullable Long ended) {
        private Row as(String other) {
            return new Row(
                    job,
                    payload,
                    other,
                    created,
                    turn,
                    available,
                    attempt,
                    fence,
                    until,
                    deadline,
                    lost,
                    failures,
                    failingSince,
                    failure,
                    cancelled,
                    pinned,
                    ended);
        }

        private Row available(long from, long turnThen, byte[] known) {
            return new Row(
                    job,
                    known,
                    state,
                    created,
                    turnThen,
                    from,
                    attempt,
                    fence,
                    until,
                    deadline,
                    lost,
                    failures,
                    failingSince,
                    failure,
                    cancelled,
                    pinned,
                    ended);
        }

        private Row taken(long leaseUntil, int lostMore) {
            return new Row(
                    job,
                    payload,
                    "running",
                    created,
                    turn,
                    available,
                    attempt + 1,
                    fence + 1,
                    leaseUntil,
                    deadline,
                    lost + lostMore,
                    failures,
                    failingSince,
                    failure,
                    cancelled,
                    pinned,
                    ended);
        }

        private Row beaten(long leaseUntil) {
            return new Row(
                    job,
                    payload,
                    state,
                    created,
                    turn,
                    available,
                    attempt,
                    fence,
                    leaseUntil,
                    deadline,
                    lost,
                    failures,
                    failingSince,
                    failure,
                    cancelled,
                    pinned,
                    ended);
        }

        private Row troubled(int lostThen, int failuresThen, @Nullable Long since, @Nullable Failure why) {
            return new Row(
                    job,
                    payload,
                    state,
                    created,
                    turn,
                    available,
                    attempt,
                    fence,
                    until,
                    deadline,
                    lostThen,
                    failuresThen,
                    since,
                    why,
                    cancelled,
                    pinned,
                    ended);
        }

        private Row marked(boolean cancelledThen, boolean pinnedThen, @Nullable Long deadlineThen) {
            return new Row(
                    job,
                    payload,
                    state,
                    created,
                    turn,
                    available,
                    attempt,
                    fence,
                    until,
                    deadlineThen,
                    lost,
                    failures,
                    failingSince,
                    failure,
                    cancelledThen,
                    pinnedThen,
                    ended);
        }

        private Row over(String end, long at, @Nullable Failure why) {
            return new Row(
                    job,
                    payload,
                    end,
                    created,
                    turn,
                    available,
                    attempt,
                    fence,
                    0,
                    deadline,
                    lost,
                    failures,
                    failingSince,
                    why == null ? failure : why,
                    cancelled,
                    pinned,
                    at);
        }

        public boolean open() {
            return state.equals("queued") || state.equals("running");
        }

        private Lease lease() {
            return new Lease(
                    job.kind(),
                    job.id(),
                    payload,
                    job.correlationId(),
                    attempt,
                    fence,
                    cancelled,
                    time(deadline),
                    new Trouble(lost, failures, job.budget(), time(failingSince)));
        }
    }

    /** A planted fault: the taker has the fence of the one before. */
    Lease unfence(Lease lease) {
        return change(
                        lease.kind(),
                        lease.id(),
                        row -> new Row(
                                row.job(),
                                row.payload(),
                                row.state(),
                                row.created(),
                                row.turn(),
                                row.available(),
                                row.attempt(),
                                row.fence() - 1,
                                row.until(),
                                row.deadline(),
                                row.lost(),
                                row.failures(),
                                row.failingSince(),
                                row.failure(),
                                row.cancelled(),
                                row.pinned(),
                                row.ended()))
                .lease();
    }

    public List<Row> all() {
        return rows.all();
    }

    @Override
    public boolean insert(Handle transaction, NewJob job) {
        MemoryDatabase.enter(transaction);
        if (rows.find(key(job.kind(), job.id())) != null) {
            return false;
        }
        rows.put(
                key(job.kind(), job.id()),
                new Row(
                        job,
                        job.payload(),
                        "queued",
                        database.next(),
                        turn(job.kind(), job.caller()),
                        job.held() ? NEVER : now(),
                        0,
                        0,
                        0,
                        micros(job.deadline()),
                        0,
                        0,
                        null,
                        null,
                        false,
                        false,
                        null));
        database.tell(JobSubjects.queued(job.kind()));
        return true;
    }

    @Override
    public Optional<Lease> insertTaken(Handle transaction, NewJob job, String owner, Duration lease) {
        MemoryDatabase.enter(transaction);
        Long deadline = micros(job.deadline());
        if (job.held()
                || deadline != null && deadline <= now()
                || rows.find(key(job.kind(), job.id())) != null
                || rows.all().stream().anyMatch(row -> waits(row, job.kind()))) {
            return Optional.empty();
        }
        Row written = new Row(
                        job,
                        job.payload(),
                        "queued",
                        database.next(),
                        turn(job.kind(), job.caller()),
                        now(),
                        0,
                        0,
                        0,
                        deadline,
                        0,
                        0,
                        null,
                        null,
                        false,
                        false,
                        null)
                .taken(after(lease), 0);
        rows.put(key(job.kind(), job.id()), written);
        return Optional.of(written.lease());
    }

    private boolean waits(Row row, String kind) {
        return row.job().kind().equals(kind) && row.state().equals("queued") && row.available() <= now();
    }

    @Override
    public boolean bury(Handle transaction, String kind, String id, Ended ended) {
        MemoryDatabase.enter(transaction);
        if (rows.find(key(kind, id)) != null) {
            return false;
        }
        NewJob unknown = NewJob.of(kind, id, new byte[0], "");
        rows.put(
                key(kind, id),
                new Row(
                        unknown,
                        new byte[0],
                        ended.end().column(),
                        database.next(),
                        0,
                        now(),
                        0,
                        0,
                        0,
                        null,
                        0,
                        0,
                        null,
                        null,
                        false,
                        false,
                        now()));
        return true;
    }

    @Override
    public JobState lock(Handle transaction, String kind, String id) {
        MemoryDatabase.enter(transaction);
        Row row = rows.find(key(kind, id));
        if (row == null) {
            return new JobState.Unknown();
        }
        return switch (row.state()) {
            case "queued" ->
                row.pinned()
                        ? new JobState.Pinned()
                        : new JobState.Queued(
                                new JobState.Origin(row.payload(), row.job().correlationId()));
            case "running" -> row.pinned() ? new JobState.Pinned() : new JobState.Running(row.cancelled());
            default -> new Ended(JobEnd.of(row.state()));
        };
    }

    @Override
    public void admit(Handle transaction, String kind, String id, byte[] payload) {
        MemoryDatabase.enter(transaction);
        change(kind, id, row -> row.available(now(), turn(kind, row.job().caller()), payload));
        database.tell(JobSubjects.queued(kind));
    }

    @Override
    public void end(Handle transaction, String kind, String id, Ended ended, @Nullable Failure failure) {
        MemoryDatabase.enter(transaction);
        change(kind, id, row -> row.over(ended.end().column(), now(), failure));
    }

    @Override
    public void cancel(Handle transaction, String kind, String id, Running running) {
        MemoryDatabase.enter(transaction);
        change(kind, id, row -> row.marked(running.cancelled(), row.pinned(), row.deadline()));
        database.tell(JobSubjects.cancelled(kind));
    }

    @Override
    public Optional<Boolean> findEnded(Handle handle, String kind, String id) {
        MemoryDatabase.enter(handle);
        return Optional.ofNullable(rows.find(key(kind, id))).map(row -> row.ended() != null);
    }

    @Override
    public Optional<Lease> take(
            Handle handle, String kind, String owner, Set<ResourceClass> resources, Duration lease) {
        MemoryDatabase.enter(handle);
        return of(kind).filter(row -> row.state().equals("queued")
                        && resources.contains(row.job().resource()))
                .filter(row -> row.cancelled()
                        || (row.available() <= now() && (row.deadline() == null || row.deadline() > now())))
                .min(Comparator.comparingLong(Row::turn).thenComparingLong(Row::created))
                .map(row -> change(kind, row.job().id(), queued -> queued.taken(after(lease), 0))
                        .lease());
    }

    @Override
    public Optional<Lease> takeOver(Handle handle, String kind, String owner, Sighting seen, Duration lease) {
        MemoryDatabase.enter(handle);
        return Optional.ofNullable(rows.find(key(kind, seen.id())))
                .filter(row -> row.state().equals("running") && row.fence() == seen.fence())
                .filter(row -> Long.toString(row.until()).equals(seen.until()) && row.until() < now())
                .map(row -> change(kind, seen.id(), running -> running.taken(after(lease), 1))
                        .lease());
    }

    @Override
    public void giveBack(Handle transaction, Lease lease, Duration delay, @Nullable Failure failure) {
        MemoryDatabase.enter(transaction);
        if (held(lease)) {
            change(lease.kind(), lease.id(), row -> {
                Row queued = row.as("queued").available(after(delay), row.turn(), row.payload());
                return failure == null
                        ? queued
                        : queued.troubled(
                                row.lost(),
                                row.failures() + 1,
                                row.failingSince() == null ? (Long) now() : row.failingSince(),
                                failure);
            });
        }
        database.tell(JobSubjects.queued(lease.kind()));
    }

    @Override
    public List<Sighting> running(Handle handle, String kind, Set<ResourceClass> resources) {
        MemoryDatabase.enter(handle);
        return of(kind).filter(row -> row.state().equals("running")
                        && resources.contains(row.job().resource()))
                .map(row -> new Sighting(row.job().id(), row.fence(), Long.toString(row.until()), row.until() < now()))
                .toList();
    }

    @Override
    public Optional<Duration> next(Handle handle, String kind) {
        MemoryDatabase.enter(handle);
        return of(kind)
                .filter(row -> row.state().equals("queued"))
                .flatMapToLong(row -> LongStream.of(
                        row.available() > now() ? row.available() : NEVER,
                        row.deadline() != null && row.deadline() > now() ? row.deadline() : NEVER))
                .filter(time -> time < NEVER)
                .min()
                .stream()
                .mapToObj(time -> Duration.ofMillis((time - now()) / 1000))
                .findFirst();
    }

    @Override
    public List<String> overdue(Handle handle, String kind) {
        MemoryDatabase.enter(handle);
        return of(kind).filter(this::late)
                .sorted(Comparator.comparingLong(row -> row.deadline() == null ? NEVER : row.deadline()))
                .limit(100)
                .map(row -> row.job().id())
                .toList();
    }

    @Override
    public Optional<Lease> lockOverdue(Handle transaction, String kind, String id) {
        MemoryDatabase.enter(transaction);
        return Optional.ofNullable(rows.find(key(kind, id))).filter(this::late).map(Row::lease);
    }

    @Override
    public boolean holds(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        return held(lease);
    }

    @Override
    public Map<String, Pulse> beat(Handle handle, String kind, List<Lease> leases, Duration lease) {
        MemoryDatabase.enter(handle);
        Map<String, Pulse> pulses = new HashMap<>();
        for (Lease at : leases) {
            Row row = rows.find(key(kind, at.id()));
            if (row != null && row.state().equals("running")) {
                pulses.put(at.id(), new Pulse(row.fence(), row.cancelled()));
                if (row.fence() == at.fence()) {
                    change(kind, at.id(), running -> running.beaten(after(lease)));
                }
            }
        }
        return pulses;
    }

    @Override
    public void forgetTroubles(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        change(lease.kind(), lease.id(), row -> row.troubled(0, 0, null, row.failure()));
    }

    @Override
    public void keepDeadline(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        change(lease.kind(), lease.id(), row -> row.marked(row.cancelled(), row.pinned(), null));
    }

    @Override
    public boolean pin(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        Row row = rows.find(key(lease.kind(), lease.id()));
        if (row == null || row.cancelled()) {
            return false;
        }
        change(lease.kind(), lease.id(), found -> found.marked(false, true, found.deadline()));
        return true;
    }

    @Override
    public int purge(Handle handle, Duration retention, int most) {
        MemoryDatabase.enter(handle);
        List<Row> old = rows.all().stream()
                .filter(row -> row.ended() != null && row.ended() < now() - retention.toNanos() / 1000)
                .limit(most)
                .toList();
        old.forEach(row -> rows.remove(key(row.job().kind(), row.job().id())));
        return old.size();
    }

    private boolean held(Lease lease) {
        Row row = rows.find(key(lease.kind(), lease.id()));
        return row != null && row.state().equals("running") && row.fence() == lease.fence();
    }

    private boolean late(Row row) {
        return row.state().equals("queued") && row.deadline() != null && row.deadline() <= now() && !row.cancelled();
    }

    private long turn(String kind, TenantId caller) {
        long own = of(kind).filter(row -> row.open() && row.job().caller().equals(caller) && row.available() < NEVER)
                .mapToLong(row -> row.turn() + 1)
                .max()
                .orElse(Long.MIN_VALUE);
        long others = of(kind).filter(row -> row.state().equals("running"))
                .mapToLong(Row::turn)
                .max()
                .orElseGet(() -> of(kind).filter(row -> row.state().equals("queued") && row.available() <= now())
                        .mapToLong(Row::turn)
                        .min()
                        .orElse(0));
        return Math.max(own, others);
    }

    private Stream<Row> of(String kind) {
        // In an order that does not depend on ids, which are drawn by lot.
        return rows.all().stream()
                .filter(row -> row.job().kind().equals(kind))
                .sorted(Comparator.comparingLong(Row::created));
    }

    private Row change(String kind, String id, UnaryOperator<Row> change) {
        Row found = rows.find(key(kind, id));
        if (found == null) {
            throw new IllegalStateException("no job " + kind + " " + id);
        }
        Row changed = change.apply(found);
        rows.put(key(kind, id), changed);
        return changed;
    }

    private long now() {
        return database.now();
    }

    private long after(Duration time) {
        return now() + time.toNanos() / 1000;
    }

    private static String key(String kind, String id) {
        return kind + "/" + id;
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static @Nullable Instant time(@Nullable Long micros) {
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
