package io.likeness.platform.jobs;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A runner without threads: what takes jobs, beats for them, attempts and ends them is the runner's own, and a schedule says when. An
 * attempt is worked at in steps between which time passes. For one thread.
 */
public final class SimulatedRunner {
    private static final LeaseTimes LEASE = new LeaseTimes(Duration.ofSeconds(15));

    private final RunnerSettings settings;
    private final Leases leases;
    private final Outbox outbox;
    private final Workshop workshop;
    private final Schedule schedule;
    private final Taking taking;
    private final Heart heart;
    private final List<Hand> hands = new ArrayList<>();
    private final Both both = new Both();

    /** When things happen in the runner's process. */
    public interface Schedule {
        long nanos();

        void after(Duration time, Runnable action);

        /** The runner has a worker free. */
        void wake();
    }

    /** What the service does for a job. */
    public interface Workshop {
        Work begin(RunningJob job);

        Consumer<Handle> failed(RunningJob job);

        Consumer<Handle> cancelled(RunningJob job);
    }

    /** One attempt's work. */
    public interface Work {
        /** Does the next step; the time until the one after, or null if there is none. */
        @Nullable
        Duration step() throws InterruptedException;

        Consumer<Handle> result();
    }

    /** @param table of jobs, as the runner sees it */
    public SimulatedRunner(
            Jdbi jdbi, Object table, String kind, int workers, Outbox outbox, Workshop workshop, Schedule schedule) {
        this.settings = RunnerSettings.of(kind).withWorkers(workers);
        this.leases = new Leases(jdbi, (JobTable) table, LEASE, new JobMeters(new SimpleMeterRegistry()));
        this.outbox = outbox;
        this.workshop = workshop;
        this.schedule = schedule;
        this.taking = new Taking(
                settings,
                leases,
                lease -> workshop.failed(new RunningJob(new Grip(lease, () -> {}), leases, outbox)),
                both,
                new Taking.Pace(schedule::nanos, () -> Duration.ofMillis(4500)));
        this.heart =
                leases.heart(kind, () -> hands.stream().map(hand -> hand.grip).toList());
    }

    /** Writes a job and takes it at once, as {@link JobRunner#accept} does. */
    public void accept(NewJob job) {
        if (both.reserve()) {
            both.fill(() -> leases.writeAndTake(job));
        } else {
            leases.write(job);
        }
    }

    public Duration turn() {
        return taking.turn();
    }

    public Duration beat() {
        return heart.beat();
    }

    private final class Both implements Taking.Hands {
        @Override
        public boolean free() {
            return hands.size() < settings.workers();
        }

        @Override
        public boolean reserve() {
            return free();
        }

        @Override
        public void release() {}

        @Override
        public void begin(Lease lease) {
            Hand hand = new Hand(lease);
            hands.add(hand);
            schedule.after(Duration.ofMillis(1), hand::step);
        }
    }

    /** One attempt, from its lease until its end is written. */
    private final class Hand implements JobHandler {
        private final Grip grip;
        private final RunningJob job;
        private final Attempt attempt;
        private final Work work;
        private @Nullable Exception failure;
        private boolean interrupted;
        private @Nullable Ending ending;

        Hand(Lease lease) {
            this.grip = new Grip(lease, this::interrupt);
            this.job = new RunningJob(grip, leases, outbox);
            this.attempt = new Attempt(settings, grip, leases, this, job);
            this.work = workshop.begin(job);
        }

        private void interrupt() {
            interrupted = true;
            schedule.after(Duration.ZERO, this::end);
        }

        private void step() {
            if (ending != null || interrupted) {
                return;
            }
            Duration next = null;
            if (!grip.cancelled()) {
                try {
                    next = work.step();
                } catch (LikenessException | InterruptedException e) {
                    failure = e;
                } catch (RuntimeException e) {
                    failure = Failures.classify(e);
                }
            }
            schedule.after(next == null ? Duration.ZERO : next, next == null ? this::end : this::step);
        }

        private void end() {
            if (ending == null) {
                ending = attempt.run();
                write();
            }
        }

        private void write() {
            if (ending != null && ending.written()) {
                hands.remove(this);
                schedule.wake();
            } else {
                schedule.after(Duration.ofMillis(500), this::write);
            }
        }

        @Override
        public Consumer<Handle> run(RunningJob running) throws InterruptedException {
            if (interrupted || failure instanceof InterruptedException) {
                throw new InterruptedException("interrupted");
            }
            if (failure instanceof LikenessException own) {
                throw own;
            }
            return work.result();
        }

        @Override
        public Consumer<Handle> failed(RunningJob running, LikenessException why) {
            return workshop.failed(running);
        }

        @Override
        public Consumer<Handle> cancelled(RunningJob running) {
            return workshop.cancelled(running);
        }

        @Override
        public Consumer<Handle> expired(RunningJob running) {
            return workshop.failed(running);
        }
    }
}
