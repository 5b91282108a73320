package io.likeness.trainer.engine;

import java.time.Duration;
import java.util.Optional;

/** A training that runs. Belongs to one thread. */
public interface TrainingSession extends AutoCloseable {

    /**
     * Waits for what happens next; empty if nothing did for so long. After an event that ends the training nothing follows.
     */
    Optional<EngineEvent> next(Duration longest) throws InterruptedException;

    /** Asks for the end of the training within a batch; {@link EngineEvent.Cancelled} follows, unless it has ended by then. */
    void cancel();

    /** Asks for a checkpoint and the end of the training; {@link EngineEvent.Suspended} follows, unless it has ended by then. */
    void suspend();

    /** Ends the training at once, whatever it does; returns when it uses nothing any more. */
    @Override
    void close();
}
