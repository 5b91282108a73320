package io.likeness.platform.jobs;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.database.Notifications.Subscription;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.runtime.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs of one kind as they are queued, up to so many at a time, and keeps their leases alive while its workers work. Started and
 * closed by its service; closing interrupts the work, gives the handlers some time to end it, and gives the jobs back.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Three heartbeats and some, and short enough to have a dead runner's job taken within 20 s. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** In case a notification is lost, and to watch the leases of others. */
    private static final Duration POLL = Duration.ofSeconds(5);

    /** Between two looks, however often it is woken: jobs that follow each other fast are not to cost four statements each. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** For the handler to end and the job to be given back. */
    private static final Duration END = Duration.ofSeconds(8);

    private final RunnerSettings settings;
    private final Leases leases;
    private final Outbox outbox;
    private final Notifications notifications;
    private final JobHandler handler;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final LeaseWatch watch = new LeaseWatch();
    private long looked = System.nanoTime() - LOOK.toNanos();
    private volatile boolean closing;
    private volatile @Nullable Started started;

    public JobRunner(
            RunnerSettings settings, Leases leases, Outbox outbox, Notifications notifications, JobHandler handler) {
        this.settings = settings;
        this.leases = leases;
        this.outbox = outbox;
        this.notifications = notifications;
        this.handler = handler;
    }

    private record Started(Loop takes, Loop beats, List<Subscription> subscriptions) {}

    /** Begins to take jobs. */
    public synchronized void start() {
        String kind = settings.kind();
        Heart heart = leases.heart(
                kind, LEASE, () -> workers.stream().map(Worker::grip).toList());
        Loop beats = Loop.start("leases-" + kind, heart::beat);
        Loop takes = Loop.start("runner-" + kind, this::turn);
        started = new Started(
                takes,
                beats,
                List.of(
                        notifications.subscribe(JobSubjects.queued(kind), takes::wake),
                        notifications.subscribe(JobSubjects.cancelled(kind), beats::wake)));
    }

    @Override
    public void close() {
        Started running = started;
        if (running == null) {
            return;
        }
        closing = true;
        running.subscriptions.forEach(Subscription::close);
        running.takes.close();
        workers.forEach(Worker::stop);
        long end = System.nanoTime() + settings.farewell().plus(END).toNanos();
        for (Worker worker : workers) {
            worker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        running.beats.close();
    }

    private Duration turn() {
        takeQueued();
        Duration early = LOOK.minusNanos(System.nanoTime() - looked);
        return early.isPositive() ? early : look();
    }

    /** What no notification tells. */
    private Duration look() {
        looked = System.nanoTime();
        takeAbandoned();
        expire();
        Duration poll = POLL.minusMillis(ThreadLocalRandom.current().nextLong(POLL.toMillis() / 5));
        return leases.next(settings.kind())
                .filter(next -> next.compareTo(poll) < 0)
                .orElse(poll);
    }

    private void takeQueued() {
        while (free()) {
            Optional<Lease> lease = leases.take(settings.kind(), settings.resources(), LEASE);
            if (lease.isEmpty()) {
                return;
            }
            begin(lease.orElseThrow());
        }
    }

    /** Looks also while it has no worker free, so that it knows when it has. */
    private void takeAbandoned() {
        long asked = System.nanoTime();
        List<Sighting> running = leases.running(settings.kind(), settings.resources());
        for (Sighting abandoned : watch.look(running, asked, System.nanoTime())) {
            if (free()) {
                LOG.warn("lease ran out, job taken over kind={} id={}", settings.kind(), abandoned.id());
                leases.takeOver(settings.kind(), abandoned, LEASE).ifPresent(this::begin);
            }
        }
    }

    private void expire() {
        for (String id : leases.overdue(settings.kind())) {
            try {
                leases.expire(settings.kind(), id, this::expiry);
            } catch (RuntimeException | Error e) {
                LOG.error("overdue job not ended, will try again kind={} id={}", settings.kind(), id, e);
            }
        }
    }

    private Consumer<Handle> expiry(Lease lease) {
        LOG.info("job expired kind={} id={} deadline={}", lease.kind(), lease.id(), lease.deadline());
        return handler.expired(new RunningJob(new Grip(lease, Thread.currentThread()), leases, outbox));
    }

    private boolean free() {
        return !closing && workers.size() < settings.workers();
    }

    private void begin(Lease lease) {
        Worker worker = new Worker(lease, leases, outbox, handler, this::ended);
        workers.add(worker);
        try {
            worker.start();
        } catch (RuntimeException | Error e) {
            // Nobody works on it: its lease is to run out.
            workers.remove(worker);
            throw e;
        }
    }

    /** Waits for the start to be complete, so that the loop is there to be woken. */
    private synchronized void ended(Worker worker) {
        workers.remove(worker);
        Started running = started;
        if (running != null) {
            running.takes.wake();
        }
    }
}
