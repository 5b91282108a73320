package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.contracts.TenantId;
import io.likeness.gateway.simulation.MemoryDatabase;
import io.likeness.gateway.simulation.MemoryDatabase.Table;
import io.likeness.platform.jobs.JobState.Ended;
import io.likeness.platform.jobs.JobState.Running;
import io.likeness.platform.jobs.MemoryJob.Marks;
import io.likeness.platform.jobs.MemoryJob.Taker;
import java.time.Duration;
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
    private final Table<String, MemoryJob> rows;

    public MemoryJobTable(MemoryDatabase database) {
        this.database = database;
        this.rows = database.table();
    }

    /** A planted fault: the taker has the fence of the one before. */
    Lease unfence(Lease lease) {
        return change(lease.kind(), lease.id(), row -> {
                    Taker taker = row.taker();
                    return row.takenBy(new Taker(taker.attempt(), taker.fence() - 1, taker.until()));
                })
                .lease();
    }

    public List<MemoryJob> all() {
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
                MemoryJob.queued(job, database.next(), turn(job.kind(), job.caller()), job.held() ? NEVER : now()));
        database.tell(JobSubjects.queued(job.kind()));
        return true;
    }

    @Override
    public Optional<Lease> insertTaken(Handle transaction, NewJob job, String owner, Duration lease) {
        MemoryDatabase.enter(transaction);
        Long deadline = MemoryJob.micros(job.deadline());
        if (job.held()
                || deadline != null && deadline <= now()
                || rows.find(key(job.kind(), job.id())) != null
                || rows.all().stream().anyMatch(row -> waits(row, job.kind()))) {
            return Optional.empty();
        }
        MemoryJob written = MemoryJob.queued(job, database.next(), turn(job.kind(), job.caller()), now())
                .taken(after(lease));
        rows.put(key(job.kind(), job.id()), written);
        return Optional.of(written.lease());
    }

    private boolean waits(MemoryJob row, String kind) {
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
                MemoryJob.queued(unknown, database.next(), 0, now())
                        .over(ended.end().column(), now(), null));
        return true;
    }

    @Override
    public JobState lock(Handle transaction, String kind, String id) {
        MemoryDatabase.enter(transaction);
        MemoryJob row = rows.find(key(kind, id));
        if (row == null) {
            return new JobState.Unknown();
        }
        return switch (row.state()) {
            case "queued" ->
                row.marks().pinned()
                        ? new JobState.Pinned()
                        : new JobState.Queued(
                                new JobState.Origin(row.payload(), row.job().correlationId()));
            case "running" ->
                row.marks().pinned()
                        ? new JobState.Pinned()
                        : new JobState.Running(row.marks().cancelled());
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
    public boolean finish(Handle transaction, Lease lease, Ended ended, @Nullable Failure failure) {
        MemoryDatabase.enter(transaction);
        if (!held(lease)) {
            return false;
        }
        change(lease.kind(), lease.id(), row -> row.over(ended.end().column(), now(), failure));
        return true;
    }

    @Override
    public void cancel(Handle transaction, String kind, String id, Running running) {
        MemoryDatabase.enter(transaction);
        change(
                kind,
                id,
                row -> row.marked(new Marks(
                        row.marks().deadline(), running.cancelled(), row.marks().pinned())));
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
                .filter(row -> row.marks().cancelled()
                        || (row.available() <= now()
                                && (row.marks().deadline() == null
                                        || row.marks().deadline() > now())))
                .min(Comparator.comparingLong(MemoryJob::turn).thenComparingLong(MemoryJob::created))
                .map(row -> change(kind, row.job().id(), queued -> queued.taken(after(lease)))
                        .lease());
    }

    @Override
    public Optional<Lease> takeOver(Handle handle, String kind, String owner, Sighting seen, Duration lease) {
        MemoryDatabase.enter(handle);
        return Optional.ofNullable(rows.find(key(kind, seen.id())))
                .filter(row -> row.state().equals("running") && row.taker().fence() == seen.fence())
                .filter(row -> Long.toString(row.taker().until()).equals(seen.until())
                        && row.taker().until() < now())
                .map(row -> change(kind, seen.id(), running -> running.takenOver(after(lease)))
                        .lease());
    }

    @Override
    public void giveBack(Handle transaction, Lease lease, Duration delay, @Nullable Failure failure) {
        MemoryDatabase.enter(transaction);
        if (held(lease)) {
            change(lease.kind(), lease.id(), row -> {
                MemoryJob queued = row.queuedAgain().available(after(delay), row.turn(), row.payload());
                return failure == null ? queued : queued.troubled(row.troubles().failed(now(), failure));
            });
        }
        database.tell(JobSubjects.queued(lease.kind()));
    }

    @Override
    public List<Sighting> running(Handle handle, String kind, Set<ResourceClass> resources) {
        MemoryDatabase.enter(handle);
        return of(kind).filter(row -> row.state().equals("running")
                        && resources.contains(row.job().resource()))
                .map(row -> new Sighting(
                        row.job().id(),
                        row.taker().fence(),
                        Long.toString(row.taker().until()),
                        row.taker().until() < now()))
                .toList();
    }

    @Override
    public Optional<Duration> next(Handle handle, String kind) {
        MemoryDatabase.enter(handle);
        return of(kind)
                .filter(row -> row.state().equals("queued"))
                .flatMapToLong(row -> LongStream.of(
                        row.available() > now() ? row.available() : NEVER,
                        row.marks().deadline() != null && row.marks().deadline() > now()
                                ? row.marks().deadline()
                                : NEVER))
                .filter(time -> time < NEVER)
                .min()
                .stream()
                .mapToObj(time -> Duration.ofMillis((time - now()) / 1000))
                .findFirst();
    }

    @Override
    public List<String> overdue(Handle handle, String kind) {
        MemoryDatabase.enter(handle);
        return of(kind).filter(row -> row.late(now()))
                .sorted(Comparator.comparingLong(row ->
                        row.marks().deadline() == null ? NEVER : row.marks().deadline()))
                .limit(100)
                .map(row -> row.job().id())
                .toList();
    }

    @Override
    public Optional<Lease> lockOverdue(Handle transaction, String kind, String id) {
        MemoryDatabase.enter(transaction);
        return Optional.ofNullable(rows.find(key(kind, id)))
                .filter(row -> row.late(now()))
                .map(MemoryJob::lease);
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
            MemoryJob row = rows.find(key(kind, at.id()));
            if (row != null && row.state().equals("running")) {
                pulses.put(at.id(), new Pulse(row.taker().fence(), row.marks().cancelled()));
                if (row.taker().fence() == at.fence()) {
                    change(kind, at.id(), running -> running.beaten(after(lease)));
                }
            }
        }
        return pulses;
    }

    @Override
    public void forgetTroubles(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        change(lease.kind(), lease.id(), row -> row.troubled(row.troubles().forgotten()));
    }

    @Override
    public void keepDeadline(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        change(
                lease.kind(),
                lease.id(),
                row -> row.marked(
                        new Marks(null, row.marks().cancelled(), row.marks().pinned())));
    }

    @Override
    public boolean pin(Handle transaction, Lease lease) {
        MemoryDatabase.enter(transaction);
        MemoryJob row = rows.find(key(lease.kind(), lease.id()));
        if (row == null || row.marks().cancelled()) {
            return false;
        }
        change(
                lease.kind(),
                lease.id(),
                found -> found.marked(new Marks(found.marks().deadline(), false, true)));
        return true;
    }

    @Override
    public int purge(Handle handle, Duration retention, int most) {
        MemoryDatabase.enter(handle);
        List<MemoryJob> old = rows.all().stream()
                .filter(row -> row.ended() != null && row.ended() < now() - retention.toNanos() / 1000)
                .limit(most)
                .toList();
        old.forEach(row -> rows.remove(key(row.job().kind(), row.job().id())));
        return old.size();
    }

    private boolean held(Lease lease) {
        MemoryJob row = rows.find(key(lease.kind(), lease.id()));
        return row != null && row.state().equals("running") && row.taker().fence() == lease.fence();
    }

    private long turn(String kind, TenantId caller) {
        long own = of(kind).filter(row -> row.open() && row.job().caller().equals(caller) && row.available() < NEVER)
                .mapToLong(row -> row.turn() + 1)
                .max()
                .orElse(Long.MIN_VALUE);
        long others = of(kind).filter(row -> row.state().equals("running"))
                .mapToLong(MemoryJob::turn)
                .max()
                .orElseGet(() -> of(kind).filter(row -> row.state().equals("queued") && row.available() <= now())
                        .mapToLong(MemoryJob::turn)
                        .min()
                        .orElse(0));
        return Math.max(own, others);
    }

    private Stream<MemoryJob> of(String kind) {
        // In an order that does not depend on ids, which are drawn by lot.
        return rows.all().stream()
                .filter(row -> row.job().kind().equals(kind))
                .sorted(Comparator.comparingLong(MemoryJob::created));
    }

    private MemoryJob change(String kind, String id, UnaryOperator<MemoryJob> change) {
        MemoryJob found = rows.find(key(kind, id));
        if (found == null) {
            throw new IllegalStateException("no job " + kind + " " + id);
        }
        MemoryJob changed = change.apply(found);
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
}
