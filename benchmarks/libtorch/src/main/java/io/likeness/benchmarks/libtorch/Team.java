package io.likeness.benchmarks.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.global.torch;

/** Threads of which each has its own number of libtorch threads; the first is the caller's. For one calling thread. */
final class Team {
    private final List<ExecutorService> others = new ArrayList<>();

    Team(int members, int threadsEach) {
        torch.set_num_threads(threadsEach);
        for (int i = 1; i < members; i++) {
            ExecutorService other = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().factory());
            other.execute(() -> torch.set_num_threads(threadsEach));
            others.add(other);
        }
    }

    /** The sum of the results of the tasks 0 to {@code tasks - 1}, task i on member i. */
    double sum(int tasks, IntToDoubleFunction task) {
        List<Future<Double>> pending = new ArrayList<>();
        for (int i = 1; i < tasks; i++) {
            int index = i;
            pending.add(others.get(i - 1).submit(() -> task.applyAsDouble(index)));
        }
        double sum = task.applyAsDouble(0);
        for (Future<Double> result : pending) {
            sum += await(result);
        }
        return sum;
    }

    private static double await(Future<Double> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a replica failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replicas worked", e);
        }
    }
}
