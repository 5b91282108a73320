package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.trainer.engine.EngineEvent;
import io.likeness.trainer.engine.EngineEvent.Cancelled;
import io.likeness.trainer.engine.EngineEvent.CheckpointWritten;
import io.likeness.trainer.engine.EngineEvent.Completed;
import io.likeness.trainer.engine.EngineEvent.Crashed;
import io.likeness.trainer.engine.EngineEvent.End;
import io.likeness.trainer.engine.EngineEvent.EpochFinished;
import io.likeness.trainer.engine.EngineEvent.Failed;
import io.likeness.trainer.engine.EngineEvent.Started;
import io.likeness.trainer.engine.EngineEvent.Suspended;
import io.likeness.trainer.engine.TrainingSession;
import io.likeness.training.protocol.TrainingReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears an engine out, and tells it when its result is not wanted any more or the service stops. Belongs to the worker's thread;
 * the caller closes session and sideline.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** An engine cancels within a batch; one that does not is ended. */
    private static final Duration CANCELLING = Duration.ofSeconds(10);

    private final Attempt attempt;
    private final TrainingSession session;
    private final Sideline sideline;
    private final Progress progress;
    private volatile String newestCheckpoint = "";
    private @Nullable End end;

    Conversation(Attempt attempt, TrainingSession session, Sideline sideline, Progress progress) {
        this.attempt = attempt;
        this.session = session;
        this.sideline = sideline;
        this.progress = progress;
    }

    /**
     * Listens until the engine has trained; all progress is stored then.
     *
     * @param suspension how long the engine may take for a last checkpoint where the service stops
     * @throws LikenessException with the engine's code if it gave up; {@code CAPACITY_EXHAUSTED} if its process died and the run may
     *     be tried again, {@code TRAINING_FAILED} if not
     * @throws InterruptedException if the training is cancelled, the service stops or the lease is lost
     */
    TrainingReport listen(Duration suspension) throws InterruptedException {
        try {
            return listen();
        } catch (InterruptedException e) {
            if (attempt.job().cancelled()) {
                cancel();
                throw e;
            }
            Optional<TrainingReport> finished = attempt.job().stopping() ? suspend(suspension) : Optional.empty();
            return finished.orElseThrow(() -> e);
        }
    }

    private TrainingReport listen() throws InterruptedException {
        while (true) {
            boolean stopping = attempt.job().stopping();
            Optional<EngineEvent> event = session.next(POLL);
            sideline.check();
            if (event.isPresent() && event.orElseThrow() instanceof End end) {
                return result(end);
            }
            event.ifPresent(this::hear);
            if (stopping) {
                // The interruption that came with it was swallowed by some client.
                throw new InterruptedException("training " + attempt.id());
            }
            attempt.job().check();
        }
    }

    private void hear(EngineEvent event) {
        switch (event) {
            case Started started -> {
                attempt.ledger().trainsOn(started.device());
                sideline.add(() -> progress.started(attempt, started));
            }
            case EpochFinished epoch -> sideline.add(() -> progress.epoch(attempt, epoch.report()));
            case CheckpointWritten written -> store(written.file());
            case Suspended suspended -> store(suspended.file());
            case Completed ignored -> {}
            case Cancelled ignored -> {}
            case Failed ignored -> {}
            case Crashed ignored -> {}
        }
    }

    private TrainingReport result(End last) throws InterruptedException {
        end = last;
        sideline.finish();
        return switch (last) {
            case Completed completed -> completed.report();
            case Failed failed ->
                throw new LikenessException(
                        failed.failure().code(), failed.failure().message());
            case Crashed crashed -> throw progress.crash(attempt, crashed.reason());
            case Cancelled ignored -> throw progress.crash(attempt, "the training process cancelled unasked");
            case Suspended ignored -> throw progress.crash(attempt, "the training process suspended unasked");
        };
    }

    /** One that waits behind a slow store until the next is there is left out. */
    private void store(String checkpoint) {
        if (newestCheckpoint.equals(checkpoint)) {
            return;
        }
        newestCheckpoint = checkpoint;
        sideline.add(() -> {
            if (newestCheckpoint.equals(checkpoint)) {
                progress.checkpoint(attempt, checkpoint);
            }
        });
    }

    private void cancel() throws InterruptedException {
        session.cancel();
        Deadline deadline = Deadline.in(CANCELLING);
        while (end == null && deadline.ahead()) {
            session.next(deadline.remaining()).ifPresent(this::note);
        }
        LOG.info("training cancelled id={} answered={}", attempt.id(), end != null);
    }

    /** Present if the engine had trained by then, also where only its last events were still on their way. */
    private Optional<TrainingReport> suspend(Duration longest) throws InterruptedException {
        Deadline deadline = Deadline.in(longest);
        if (end == null) {
            session.suspend();
        }
        while (end == null && deadline.ahead()) {
            Optional<EngineEvent> event = session.next(deadline.remaining());
            event.ifPresent(this::hear);
            event.ifPresent(this::note);
        }
        sideline.finish(deadline.remaining());
        LOG.info("training suspended id={} answered={} checkpoint={}", attempt.id(), end != null, newestCheckpoint);
        return end instanceof Completed completed ? Optional.of(completed.report()) : Optional.empty();
    }

    private void note(EngineEvent event) {
        if (event instanceof End last) {
            end = last;
        }
    }
}
