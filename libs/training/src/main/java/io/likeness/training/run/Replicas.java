package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.training.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Copies of the network, each with one long-lived thread and one OpenMP thread: ND4J's small operations scale over copies, not
 * within one. Tasks are dealt out in turn and their results come back in order, so that the outcome depends on the number of
 * replicas but never on timing. For one calling thread; owns threads and native memory until {@link #close()}.
 */
public final class Replicas implements AutoCloseable {
    private final List<Replica> replicas = new ArrayList<>();

    /** Starts {@code count} threads, each of which builds its own network. */
    public Replicas(Networks networks, int count) {
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica(networks, i));
        }
    }

    public int count() {
        return replicas.size();
    }

    /** Runs the tasks 0 to {@code tasks - 1}, task i on replica i modulo {@link #count()}. */
    public <T> List<T> map(int tasks, Task<T> task) {
        List<Future<T>> pending = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            pending.add(replicas.get(i % replicas.size()).submit(task, i));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : pending) {
            results.add(await(future));
        }
        return results;
    }

    /** Gives every replica these weights. */
    public void load(float[] weights) {
        map(count(), (network, index) -> {
            network.load(weights);
            return index;
        });
    }

    @Override
    public void close() {
        LikenessException failure = null;
        for (Replica replica : replicas) {
            try {
                replica.close();
            } catch (LikenessException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Work on the network of one replica. */
    @FunctionalInterface
    public interface Task<T> {
        T on(Network network, int index);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause instanceof ExecutionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof LikenessException own) {
                throw own;
            }
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "a replica failed", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "interrupted while replicas worked", e);
        }
    }

    private static final class Replica {
        private final ExecutorService thread;
        private final Future<Network> network;

        Replica(Networks networks, int index) {
            thread = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("replica-" + index).daemon().factory());
            network = thread.submit(() -> networks.create(index));
        }

        <T> Future<T> submit(Task<T> task, int index) {
            return thread.submit(() -> task.on(network.get(), index));
        }

        void close() {
            try {
                await(submit(
                        (closed, index) -> {
                            closed.close();
                            return index;
                        },
                        0));
            } finally {
                thread.close();
            }
        }
    }
}
