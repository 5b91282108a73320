package io.likeness.trainer.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.trainer.engine.EngineEvent;
import io.likeness.trainer.engine.TrainingEngine;
import io.likeness.trainer.engine.TrainingSession;
import io.likeness.training.protocol.TrainingRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine of which the test plays the part. Safe for threads. */
@Alternative
@ApplicationScoped
public class ScriptedEngine implements TrainingEngine {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private final Queue<Session> started = new ConcurrentLinkedQueue<>();

    @Override
    public TrainingSession start(TrainingRequest request) {
        Session session = new Session(request);
        started.add(session);
        sessions.add(session);
        return session;
    }

    /** Waits for the service to start a session that no caller has had yet. */
    Session awaitSession() {
        return take(sessions, "a session");
    }

    /** Ends what a test that failed left running, so that the next one finds a free runner. */
    void abandon() {
        sessions.clear();
        started.forEach(session -> session.say(
                new EngineEvent.Failed(new Failure(ErrorCode.TRAINING_FAILED, "abandoned by its test", false))));
        started.clear();
    }

    boolean idle() {
        return sessions.isEmpty();
    }

    /** What {@code cancel} and {@code suspend} ask for. */
    enum Order {
        CANCEL,
        SUSPEND
    }

    /** One session, with the service on its one side and a test on the other. */
    static final class Session implements TrainingSession {
        private final TrainingRequest request;
        private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        Session(TrainingRequest request) {
            this.request = request;
        }

        TrainingRequest request() {
            return request;
        }

        boolean closed() {
            return closed;
        }

        void say(EngineEvent event) {
            events.add(event);
        }

        /** Leaves a file in the output folder. */
        void write(String file, String content) {
            try {
                Files.writeString(Path.of(request.output()).resolve(file), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Order awaitOrder() {
            return take(orders, "an order");
        }

        boolean unordered() {
            return orders.isEmpty();
        }

        @Override
        public Optional<EngineEvent> next(Duration longest) throws InterruptedException {
            return Optional.ofNullable(events.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void cancel() {
            orders.add(Order.CANCEL);
        }

        @Override
        public void suspend() {
            orders.add(Order.SUSPEND);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static <T> T take(BlockingQueue<T> queue, String what) {
        try {
            return Objects.requireNonNull(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "expected " + what);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
