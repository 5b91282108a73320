package io.likeness.trainer.engine;

/** A training that runs. Belongs to one thread. */
public interface TrainingSession extends AutoCloseable {

    /**
     * Waits for what happens next. After {@link EngineEvent.Completed}, {@link EngineEvent.Failed} or {@link EngineEvent.Crashed}
     * nothing follows.
     */
    EngineEvent next() throws InterruptedException;

    /** Ends the training at once, whatever it does; returns when it uses nothing any more. */
    @Override
    void close();
}
