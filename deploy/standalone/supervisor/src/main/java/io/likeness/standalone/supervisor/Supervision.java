package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.supervisor.Deployment.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs a deployment: tier after tier up, and down in reverse. Safe for threads. */
final class Supervision {

    /** A trainer's suspension, 20 s, and 10 s to end. */
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Progress progress;
    private final Consumer<List<ChildState>> record;
    private final List<List<Keeper>> tiers = new ArrayList<>();

    private boolean stopped;

    /** {@code record} takes the children's processes after each change. */
    Supervision(Progress progress, Consumer<List<ChildState>> record) {
        this.progress = progress;
        this.record = record;
    }

    /**
     * Starts every tier when the former one serves.
     *
     * @throws io.likeness.standalone.servers.ServerFailure if a child ends or does not serve in time; the caller stops the
     *     rest
     */
    void start(Deployment deployment) {
        for (Tier tier : deployment.tiers()) {
            List<Keeper> keepers = tier.children().stream()
                    .map(child -> new Keeper(child, tier.patience(), progress, this::recordChildren))
                    .toList();
            if (!add(keepers)) {
                return;
            }
            keepers.forEach(Keeper::start);
            inParallel(keepers, Keeper::awaitReady);
            tier.whenReady().run();
        }
    }

    /** Stops every tier in reverse; a child that does not stop in time is killed. A second call does nothing. */
    void stop() {
        List<List<Keeper>> running = close();
        for (List<Keeper> keepers : running.reversed()) {
            inParallel(keepers, keeper -> {
                keeper.stop(STOP);
                progress.step(keeper.name() + " has stopped");
            });
        }
    }

    synchronized boolean isStopping() {
        return stopped;
    }

    private synchronized boolean add(List<Keeper> keepers) {
        if (!stopped) {
            tiers.add(keepers);
        }
        return !stopped;
    }

    private synchronized List<List<Keeper>> close() {
        if (stopped) {
            return List.of();
        }
        stopped = true;
        return List.copyOf(tiers);
    }

    private synchronized void recordChildren() {
        record.accept(tiers.stream()
                .flatMap(List::stream)
                .flatMap(keeper -> state(keeper).stream())
                .toList());
    }

    private static Optional<ChildState> state(Keeper keeper) {
        return keeper.current().map(child -> state(keeper, child));
    }

    private static ChildState state(Keeper keeper, ChildProcess child) {
        return new ChildState(keeper.name(), child.pid(), child.started(), keeper.restarts());
    }

    /** The first failure ends the wait at once: a crashed child is news, however long its siblings need. */
    private static void inParallel(List<Keeper> keepers, Consumer<Keeper> action) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger(keepers.size());
        keepers.forEach(keeper -> Thread.ofVirtual().start(() -> {
            try {
                action.accept(keeper);
                if (open.decrementAndGet() == 0) {
                    all.complete(null);
                }
            } catch (RuntimeException failure) {
                all.completeExceptionally(failure);
            }
        }));
        try {
            all.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
