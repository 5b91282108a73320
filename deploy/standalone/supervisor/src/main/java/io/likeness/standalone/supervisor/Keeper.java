package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.ServerFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps one child alive from its start to its stop. Safe for threads. */
final class Keeper {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final ChildSpecification specification;
    private final Duration patience;
    private final Progress progress;
    private final Runnable changed;
    private final RestartLimit limit = new RestartLimit();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private @Nullable ChildProcess child;
    private int restarts;

    /** {@code changed} is called after each start of a process. */
    Keeper(ChildSpecification specification, Duration patience, Progress progress, Runnable changed) {
        this.specification = specification;
        this.patience = patience;
        this.progress = progress;
        this.changed = changed;
    }

    /** Starts the child and returns at once. */
    void start() {
        launch();
    }

    /** Waits until the child serves for the first time; only then its death leads to a restart. */
    void awaitReady() {
        ChildProcess started = current().orElseThrow(() -> new ServerFailure(name() + " is no longer to start"));
        started.awaitReady(patience);
        progress.step(name() + " is ready");
        Thread.ofVirtual().name("keeper of " + specification.name()).start(this::keep);
    }

    /** Stops the child for good; returns when it is gone. */
    void stop(Duration limit) {
        stopping.countDown();
        current().ifPresent(running -> running.stop(limit));
    }

    String name() {
        return specification.name();
    }

    synchronized Optional<ChildProcess> current() {
        return Optional.ofNullable(child);
    }

    synchronized int restarts() {
        return restarts;
    }

    private void keep() {
        while (current().isPresent()) {
            int code = exitCode(current().orElseThrow());
            if (isStopping()) {
                return;
            }
            Duration wait = limit.nextWait(Instant.now());
            progress.step(name() + " ended with exit code " + code + " and restarts in " + wait.toMillis()
                    + " ms; its log: " + specification.log());
            if (stopsWithin(wait)) {
                return;
            }
            restart();
        }
    }

    /** Waits for the child's end, and has its heap collected whenever it comes to rest. */
    private int exitCode(ChildProcess running) {
        if (running.specification().isJvm()) {
            HeapRelease heap = new HeapRelease(running, progress);
            while (!running.endsWithin(LOOK)) {
                heap.look();
            }
        }
        return running.onExit().join();
    }

    private void restart() {
        try {
            launch();
            current().orElseThrow().awaitReady(patience);
            progress.step(name() + " is ready again");
        } catch (ServerFailure failure) {
            if (!isStopping()) {
                progress.step(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            }
        }
    }

    private void launch() {
        synchronized (this) {
            if (isStopping()) {
                return;
            }
            restarts += child == null ? 0 : 1;
            child = ChildProcess.start(specification);
        }
        changed.run();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stopsWithin(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
