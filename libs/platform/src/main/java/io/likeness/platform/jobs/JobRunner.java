package io.likeness.platform.jobs;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.database.Notifications.Subscription;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.runtime.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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

    /** For the handler to end and the job to be given back. */
    private static final Duration END = Duration.ofSeconds(8);

    private final RunnerSettings settings;
    private final Leases leases;
    private final Outbox outbox;
    private final Notifications notifications;
    private final JobHandler handler;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final Workers hands = new Workers();
    private final Semaphore places;
    private volatile boolean closing;

    /** Whether somebody found all places taken, so that work may wait for the next one. */
    private volatile boolean turnedAway;

    private volatile @Nullable Started started;

    public JobRunner(
            RunnerSettings settings, Leases leases, Outbox outbox, Notifications notifications, JobHandler handler) {
        this.settings = settings;
        this.leases = leases;
        this.outbox = outbox;
        this.notifications = notifications;
        this.handler = handler;
        this.places = new Semaphore(settings.workers());
    }

    private record Started(Loop takes, Loop beats, Heart heart, List<Subscription> subscriptions) {}

    /** Begins to take jobs. */
    public synchronized void start() {
        String kind = settings.kind();
        Heart heart =
                leases.heart(kind, () -> workers.stream().map(Worker::grip).toList());
        Loop beats = Loop.start("leases-" + kind, heart::beat);
        Taking taking = new Taking(settings, leases, this::expiry, hands, Taking.Pace.real(leases.times()));
        Loop takes = Loop.start("runner-" + kind, taking::turn);
        started = new Started(
                takes,
                beats,
                heart,
                List.of(
                        notifications.subscribe(JobSubjects.queued(kind), takes::wake),
                        notifications.subscribe(JobSubjects.cancelled(kind), beats::wake)));
    }

    /**
     * Writes a job, once however often it is called. Where a worker is free and nobody waits, it is taken in the same transaction and begun at
     * once: a commit and a wake-up less for whoever waits for its end.
     */
    public void accept(NewJob job) {
        Started running = started;
        if (running == null || !settings.resources().contains(job.resource()) || !hands.reserve()) {
            leases.write(job);
            return;
        }
        boolean begun = false;
        try {
            begun = hands.fill(() -> leases.writeAndTake(job));
        } finally {
            if (!begun) {
                // Whoever was told of a job meanwhile found the place reserved.
                running.takes().wake();
            }
        }
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
        running.heart.close();
    }

    private Consumer<Handle> expiry(Lease lease) {
        LOG.info("job expired kind={} id={} deadline={}", lease.kind(), lease.id(), lease.deadline());
        return handler.expired(new RunningJob(new Grip(lease, () -> {}), leases, outbox));
    }

    private final class Workers implements Taking.Hands {
        @Override
        public boolean free() {
            return !closing && places.availablePermits() > 0;
        }

        @Override
        public boolean reserve() {
            if (closing) {
                return false;
            }
            if (places.tryAcquire()) {
                return true;
            }
            turnedAway = true;
            // A place that became free just before that wakes nobody.
            return places.tryAcquire();
        }

        @Override
        public void release() {
            places.release();
        }

        @Override
        public void begin(Lease lease) {
            Worker worker = new Worker(settings, lease, leases, outbox, handler, JobRunner.this::ended);
            workers.add(worker);
            try {
                worker.start();
                if (closing) {
                    worker.stop();
                }
            } catch (RuntimeException | Error e) {
                // Nobody works on it: its lease is to run out.
                workers.remove(worker);
                places.release();
                throw e;
            }
        }
    }

    /** Waits for the start to be complete, so that the loop is there to be woken. */
    private synchronized void ended(Worker worker) {
        workers.remove(worker);
        places.release();
        Started running = started;
        if (turnedAway && running != null) {
            turnedAway = false;
            running.takes.wake();
        }
    }
}
