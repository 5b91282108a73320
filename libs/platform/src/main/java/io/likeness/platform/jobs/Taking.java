package io.likeness.platform.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides when a runner takes which job, from whom, and which it ends as expired. For one thread. */
final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

    /** How many times longer it pauses while nobody has a job. */
    private static final int AT_REST = 2;

    /** Between two looks, however often it is woken: jobs that follow each other fast are not to cost four statements each. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RunnerSettings settings;
    private final Leases leases;
    private final Function<Lease, Consumer<Handle>> expiry;
    private final Hands hands;
    private final Pace pace;
    private final LeaseWatch watch;
    private long looked;

    /** @param expiry what to write about a job that ends as expired */
    Taking(RunnerSettings settings, Leases leases, Function<Lease, Consumer<Handle>> expiry, Hands hands, Pace pace) {
        this.settings = settings;
        this.leases = leases;
        this.expiry = expiry;
        this.hands = hands;
        this.pace = pace;
        this.watch = new LeaseWatch(leases.times());
        this.looked = pace.nanos.getAsLong() - LOOK.toNanos();
    }

    /** Those that work on what is taken; a place is reserved before anything is taken for it. */
    interface Hands {
        boolean free();

        /** Reserves a place, if one is free. */
        boolean reserve();

        /** Gives up a reserved place. */
        void release();

        /** Begins the work in a reserved place. */
        void begin(Lease lease);

        /** Has what is taken done in a reserved place, which is given up if nothing is; tells whether anything was. */
        default boolean fill(Supplier<Optional<Lease>> taking) {
            Optional<Lease> taken = Optional.empty();
            try {
                taken = taking.get();
            } finally {
                if (taken.isEmpty()) {
                    release();
                }
            }
            taken.ifPresent(this::begin);
            return taken.isPresent();
        }
    }

    /**
     * How time passes.
     *
     * @param nanos as {@code System.nanoTime()} has it
     * @param poll the pause until it looks by itself: to watch the leases of others, and in case a notification is lost
     */
    record Pace(LongSupplier nanos, Supplier<Duration> poll) {
        /** As it does in this process; polls that differ keep instances from asking all at once. */
        static Pace real(LeaseTimes times) {
            Duration poll = times.poll();
            return new Pace(
                    System::nanoTime,
                    () -> poll.minusMillis(ThreadLocalRandom.current().nextLong(poll.toMillis() / 5)));
        }
    }

    /** @return how long to wait until the next, if nobody wakes the runner before */
    Duration turn() {
        boolean more = takeQueued();
        Duration early = LOOK.minusNanos(pace.nanos.getAsLong() - looked);
        if (early.isPositive()) {
            return more ? Duration.ZERO : early;
        }
        Duration next = look();
        // Something may have become available meanwhile.
        return takeQueued() || more ? Duration.ZERO : next;
    }

    /** Takes as many as there are workers, however fast these are: a turn ends. Tells whether there may be more. */
    private boolean takeQueued() {
        for (int taken = 0; taken < settings.workers(); taken++) {
            if (!hands.reserve() || !hands.fill(this::takeNext)) {
                return false;
            }
        }
        return hands.free();
    }

    private Optional<Lease> takeNext() {
        return leases.take(settings.kind(), settings.resources());
    }

    /** What no notification tells. What comes next is asked first: all that is due by then is found by what follows. */
    private Duration look() {
        looked = pace.nanos.getAsLong();
        Optional<Duration> next = leases.next(settings.kind());
        boolean resting = !takeAbandoned();
        expire();
        Duration poll = resting ? pace.poll.get().multipliedBy(AT_REST) : pace.poll.get();
        return next.filter(due -> due.compareTo(poll) < 0).orElse(poll);
    }

    /** Looks also while it has no worker free, so that it knows when it has. Tells whether anybody has a job. */
    private boolean takeAbandoned() {
        long asked = pace.nanos.getAsLong();
        List<Sighting> running = leases.running(settings.kind(), settings.resources());
        for (Sighting abandoned : watch.look(running, asked, pace.nanos.getAsLong())) {
            if (hands.reserve()) {
                LOG.warn("lease ran out, job taken over kind={} id={}", settings.kind(), abandoned.id());
                hands.fill(() -> leases.takeOver(settings.kind(), abandoned));
            }
        }
        return !running.isEmpty();
    }

    private void expire() {
        for (String id : leases.overdue(settings.kind())) {
            try {
                leases.expire(settings.kind(), id, expiry);
            } catch (RuntimeException | Error e) {
                LOG.error("overdue job not ended, will try again kind={} id={}", settings.kind(), id, e);
            }
        }
    }
}
