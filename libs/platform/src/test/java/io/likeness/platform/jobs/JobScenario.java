package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;

import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.likeness.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Jobs in a real database and runners beside each other, whose work a test gives. */
abstract class JobScenario {
    static final String KIND = "work";
    static final String UNRECORDABLE = "unrecordable";
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final RunnerSettings SETTINGS = RunnerSettings.of(KIND);

    /** The usual one. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** With it no heart beats, and no runner looks by itself but a second after a look, for far longer than a test has patience. */
    static final Duration LONG_LEASE = Duration.ofMinutes(5);

    final List<Integer> attempts = new CopyOnWriteArrayList<>();
    final JobQueue queue = new JobQueue();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Notifications notifications = new Notifications(new Provided<>(PlatformTables.dataSource()));
    Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());

    @BeforeEach
    void createTables() throws IOException {
        jdbi = PlatformTables.create();
        notifications.start(new StartupEvent());
    }

    @AfterEach
    void stopListening() {
        notifications.stop(new ShutdownEvent());
    }

    interface Work {
        Consumer<Handle> run(RunningJob job) throws InterruptedException;
    }

    JobRunner start(Work work) {
        return start(SETTINGS, work);
    }

    JobRunner start(RunnerSettings settings, Work work) {
        return start(settings, LEASE, work);
    }

    JobRunner start(RunnerSettings settings, Duration lease, Work work) {
        Outbox outbox = new Outbox(new EventWriter("platform-test"), Traces.MADE);
        JobRunner runner = new JobRunner(settings, leases(lease), outbox, notifications, new AnnouncingHandler(work));
        runner.start();
        return runner;
    }

    Leases leases(Duration lease) {
        return new Leases(jdbi, new PostgresJobTable(), new LeaseTimes(lease), new JobMeters(meters));
    }

    private final class AnnouncingHandler implements JobHandler {
        private final Work work;

        AnnouncingHandler(Work work) {
            this.work = work;
        }

        @Override
        public Consumer<Handle> run(RunningJob job) throws InterruptedException {
            attempts.add(job.lease().attempt());
            return work.run(job);
        }

        @Override
        public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
            if (job.lease().id().equals(UNRECORDABLE)) {
                throw new AssertionError("defect");
            }
            return job.announcing(new TrainingFailed(job.lease().id(), Failure.of(failure)));
        }

        @Override
        public Consumer<Handle> cancelled(RunningJob job) {
            return job.announcing(new TrainingCancelled(job.lease().id()));
        }

        @Override
        public Consumer<Handle> expired(RunningJob job) {
            return job.announcing(new TrainingQueued(job.lease().id(), "expired", "model", null));
        }
    }

    Enqueueing enqueue(String id) {
        return enqueue(job(id));
    }

    Enqueueing enqueue(NewJob job) {
        return jdbi.inTransaction(transaction -> queue.enqueue(transaction, job));
    }

    static NewJob job(String id) {
        return NewJob.of(KIND, id, new byte[0], "cause");
    }

    Cancelling cancel(String id) {
        return jdbi.inTransaction(transaction -> queue.cancel(transaction, KIND, id));
    }

    /** What was announced about a job, in order. */
    List<String> announced(String id) {
        return PlatformTables.outbox(jdbi).stream()
                .filter(event -> event.key().equals(id))
                .map(PlatformTables.Waiting::content)
                .toList();
    }

    String state(String id) {
        return column(id, "state", String.class);
    }

    long fence(String id) {
        return column(id, "fence", Long.class);
    }

    <T> T column(String id, String column, Class<T> type) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + column + " FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(type)
                .one());
    }

    void awaitState(String id, String state) {
        await().atMost(PATIENCE).until(() -> state(id).equals(state));
    }
}
