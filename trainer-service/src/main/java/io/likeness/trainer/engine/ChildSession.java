package io.likeness.trainer.engine;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.protocol.child.ChildTraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One child JVM. A thread of its own reads the child's pipe, because such a read cannot be interrupted and a lost lease must be. */
final class ChildSession implements TrainingSession {
    private static final Logger LOG = LoggerFactory.getLogger(ChildSession.class);

    private final ChildTraining child;
    private final Path log;
    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();

    private ChildSession(ChildTraining child, Path log) {
        this.child = child;
        this.log = log;
    }

    static ChildSession follow(ChildTraining child, Path log) {
        ChildSession session = new ChildSession(child, log);
        Thread.ofPlatform().name("training-" + child.pid()).daemon().start(session::read);
        return session;
    }

    @Override
    public Optional<EngineEvent> next(Duration longest) throws InterruptedException {
        return Optional.ofNullable(events.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void cancel() {
        child.cancel();
    }

    @Override
    public void suspend() {
        child.suspend();
    }

    @Override
    public void close() {
        child.close();
    }

    /** Whoever waits for the next event learns the end of this thread, too. */
    private void read() {
        try {
            readAll();
        } catch (RuntimeException | Error e) {
            LOG.warn("updates of training process {} cannot be read", child.pid(), e);
            events.add(new EngineEvent.Crashed("the training process cannot be understood"));
        }
    }

    private void readAll() {
        boolean last = false;
        while (!last) {
            last = switch (child.next()) {
                case TrainingUpdate.Started started -> say(started(started), false);
                case TrainingUpdate.EpochFinished epoch -> say(new EngineEvent.EpochFinished(epoch.report()), false);
                case TrainingUpdate.StageEntered ignored -> false;
                case TrainingUpdate.CheckpointWritten(String file, int epoch) ->
                    say(new EngineEvent.CheckpointWritten(file, epoch), false);
                case TrainingUpdate.Completed completed -> say(new EngineEvent.Completed(completed.report()), true);
                case TrainingUpdate.Cancelled ignored -> say(new EngineEvent.Cancelled(), true);
                case TrainingUpdate.Suspended(String file, int epoch) ->
                    say(new EngineEvent.Suspended(file, epoch), true);
                case TrainingUpdate.Failed failed -> say(ended(failed.failure()), true);
            };
        }
    }

    private boolean say(EngineEvent event, boolean last) {
        events.add(event);
        return last;
    }

    private static EngineEvent started(TrainingUpdate.Started started) {
        return new EngineEvent.Started(
                started.parameters(),
                started.device(),
                started.imagesPerSecond(),
                started.adversarialImagesPerSecond(),
                started.resumedAfterEpoch());
    }

    /**
     * What the engine calls retriable is what it did not foresee, the death of its process above all; a device that is not there now
     * is not there for the next attempt either.
     */
    private EngineEvent ended(Failure failure) {
        LOG.warn(
                "training process {} failed: {}; its log ends: {}",
                child.pid(),
                failure.message(),
                ChildLog.lastWords(log));
        boolean unforeseen = failure.retriable() && failure.code() != ErrorCode.DEVICE_UNAVAILABLE;
        return unforeseen ? new EngineEvent.Crashed(failure.message()) : new EngineEvent.Failed(failure);
    }
}
