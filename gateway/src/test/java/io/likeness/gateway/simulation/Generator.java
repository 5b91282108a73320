package io.likeness.gateway.simulation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.SimulatedRelay;
import io.likeness.platform.jobs.Cancelling;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.NewJob;
import io.likeness.platform.jobs.PlantedJobTables;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.jobs.SimulatedJobs;
import io.likeness.platform.jobs.SimulatedRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a service that works on generations as generator-service does: commands become jobs, results lie under fences. What it draws
 * is nothing; how it takes, keeps, ends and tells is the platform's code.
 */
final class Generator {
    private static final String KIND = "generate-faces";
    private static final String DIGEST = "d".repeat(64);

    private final History history;
    private final World world;
    private final Machine machine;
    private final Outbox outbox;
    private final JobQueue queue;
    private final Jdbi listening;
    private final SimulatedRunner runner;
    private final Turning takes;
    private final Turning beats;
    private final Turning relays;

    Generator(History history, Machine machine) {
        this.history = history;
        this.world = history.world();
        this.machine = machine;
        this.outbox = SimulatedRelay.outbox("generator-service", history.workOutbox());
        this.queue = SimulatedJobs.queue(history.jobs());
        this.listening = machine.jdbi(history.work());
        this.runner = runner();
        SimulatedRelay relay = history.relay(machine, history.work(), history.workOutbox());
        this.takes = new Turning(world, machine, runner::turn);
        this.beats = new Turning(world, machine, runner::beat);
        this.relays = new Turning(world, machine, relay::turn);
    }

    Machine machine() {
        return machine;
    }

    /** Wakes whoever listens; a notification may be lost. */
    void told(String subject) {
        if (!world.chance(0.1)) {
            (subject.equals("outbox") ? relays : subject.startsWith("job-queued") ? takes : beats).wake();
        }
    }

    void handle(Event<? extends Payload> event) {
        String correlation = event.headers().correlationId();
        switch (event.payload()) {
            case GenerateFaces command ->
                runner.accept(NewJob.of(KIND, command.generationId(), Json.encode(command), correlation)
                        .attempts(5)
                        .until(world.now().plusSeconds(1200)));
            case CancelGeneration command ->
                listening.useTransaction(transaction -> cancel(transaction, command, correlation));
            default -> throw new IllegalStateException("no command: " + event.payload());
        }
    }

    private void cancel(Handle transaction, CancelGeneration command, String correlation) {
        switch (queue.cancel(transaction, KIND, command.generationId())) {
            case Cancelling.Withdrawn ignored ->
                end(transaction, new GenerationCancelled(command.generationId()), correlation);
            case Cancelling.Forestalled ignored ->
                end(transaction, new GenerationCancelled(command.generationId()), correlation);
            case Cancelling.Told ignored -> {}
            case Cancelling.TooLate ignored -> {}
            case Cancelling.AlreadyEnded ignored -> {}
        }
    }

    private void end(Handle transaction, Payload end, String correlation) {
        outbox.add(transaction, end, correlation);
        history.work()
                .observe(() ->
                        history.checks().ended(end.aggregateId(), end.getClass().getSimpleName()));
    }

    private SimulatedRunner runner() {
        Object table = PlantedJobTables.seen(
                history.jobs(),
                answered -> {
                    if (answered.equals("running")
                            && world.chance(history.faults().slow())) {
                        world.passBetween(world.upTo(Duration.ofSeconds(20)));
                        machine.requireAlive();
                    }
                },
                history.planted() == Planted.LEASE_TAKEN_OVER_WITHOUT_FENCE,
                history.planted() == Planted.END_OF_A_LOST_LEASE);
        return new SimulatedRunner(
                machine.jdbi(history.work()), table, KIND, 2, outbox, new Drawing(), new SimulatedRunner.Schedule() {
                    @Override
                    public long nanos() {
                        return world.nanos();
                    }

                    @Override
                    public void after(Duration time, Runnable action) {
                        world.after(time, machine, action);
                    }

                    @Override
                    public void wake() {
                        takes.wake();
                    }
                });
    }

    private final class Drawing implements SimulatedRunner.Workshop {
        @Override
        public SimulatedRunner.Work begin(RunningJob job) {
            return new Drawn(job);
        }

        @Override
        public Consumer<Handle> failed(RunningJob job) {
            Failure failure = new Failure(ErrorCode.INTERNAL_ERROR, "drawn by lot", false);
            return ending(
                    job,
                    new GenerationFailed(job.lease().id(), failure),
                    job.lease().fence() + 1);
        }

        @Override
        public Consumer<Handle> cancelled(RunningJob job) {
            return ending(
                    job, new GenerationCancelled(job.lease().id()), job.lease().fence() + 1);
        }
    }

    /** @param before the first fence whose objects stay */
    private Consumer<Handle> ending(RunningJob job, Payload end, long before) {
        String id = job.lease().id();
        return transaction -> {
            end(transaction, end, job.lease().correlationId());
            history.work().observe(() -> history.checks().wrote(id, job.lease().fence()));
            long first = history.planted() == Planted.RESULT_CLEARED_AWAY ? before + 1 : before;
            transaction.afterCommit(
                    () -> world.after(world.upTo(Duration.ofSeconds(2)), machine, () -> remove(id, first)));
        };
    }

    private void remove(String id, long before) {
        for (long fence = 1; fence < before; fence++) {
            for (String file : List.of("faces.bin", "index.json")) {
                try {
                    history.store().delete(machine, id + "/" + fence + "/" + file);
                } catch (LikenessException e) {
                    world.note("objects of a lost attempt stay");
                }
            }
        }
    }

    /** Two objects, a start that is told between, or with the end, and perhaps a failure; it takes seconds or minutes. */
    private final class Drawn implements SimulatedRunner.Work {
        private final RunningJob job;
        private final String prefix;
        private final String writer;
        private final Duration longest;
        private final boolean quick;
        private final boolean pins;
        private final List<ObjectReference> objects = new ArrayList<>();
        private int step;

        Drawn(RunningJob job) {
            this.job = job;
            this.prefix = job.lease().id() + "/" + job.lease().fence() + "/";
            this.writer = machine + " attempt " + job.lease().attempt();
            this.longest = world.upTo(Duration.ofSeconds(40));
            this.quick = world.chance(0.5);
            this.pins = world.chance(0.3);
            world.note(writer + " begins " + prefix);
        }

        @Override
        public @Nullable Duration step() throws InterruptedException {
            if (step > 0 && world.chance(history.faults().work() / 4)) {
                throw new LikenessException(
                        world.chance(0.3) ? ErrorCode.DATASET_UNUSABLE : ErrorCode.OBJECT_STORE_UNAVAILABLE,
                        "drawn by lot");
            }
            switch (step++) {
                case 0 -> objects.add(history.store().put(machine, prefix + "faces.bin", writer));
                case 1 -> {
                    if (!quick) {
                        start();
                    }
                }
                case 2 -> objects.add(history.store().put(machine, prefix + "index.json", writer));
                case 3 -> pin();
                default -> {
                    return null;
                }
            }
            return world.upTo(longest);
        }

        private void start() {
            job.transact(transaction -> {
                started(transaction);
                job.progressed(transaction);
                history.work()
                        .observe(() -> history.checks()
                                .wrote(job.lease().id(), job.lease().fence()));
            });
        }

        private void started(Handle transaction) {
            job.announcing(new GenerationStarted(job.lease().id(), "model", 1, DIGEST))
                    .accept(transaction);
        }

        private void pin() throws InterruptedException {
            if (pins) {
                job.transact(job::pin);
            }
            job.check();
        }

        @Override
        public Consumer<Handle> result() {
            FacesGenerated end = new FacesGenerated(
                    job.lease().id(),
                    "model",
                    1,
                    DIGEST,
                    1,
                    1,
                    objects.getFirst(),
                    objects.getLast(),
                    objects.getFirst(),
                    null,
                    "CPU",
                    1);
            Consumer<Handle> ending = ending(job, end, job.lease().fence());
            return quick ? ((Consumer<Handle>) this::started).andThen(ending) : ending;
        }
    }
}
