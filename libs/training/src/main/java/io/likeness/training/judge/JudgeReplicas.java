package io.likeness.training.judge;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Copies of the graph, one long-lived thread each, whose gradients are averaged in a fixed order. For one calling thread. */
final class JudgeReplicas implements AutoCloseable {
    private final List<Replica> replicas = new ArrayList<>();
    private final float[] mean;

    JudgeReplicas(JudgeLayers layers, int count) {
        this.mean = new float[layers.length()];
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica(layers));
        }
    }

    /** The mean loss of one batch a replica, prepared and computed on its thread; {@link #mean()} then holds the gradients. */
    double gradients(float[] weights, IntFunction<JudgeBatch> batches) {
        List<Future<Double>> pending = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            int index = i;
            pending.add(replicas.get(i).submit(weights, () -> batches.apply(index)));
        }
        double loss = 0;
        for (Future<Double> future : pending) {
            loss += await(future) / replicas.size();
        }
        for (int i = 0; i < mean.length; i++) {
            float sum = 0;
            for (Replica replica : replicas) {
                sum += replica.gradients[i];
            }
            mean[i] = sum / replicas.size();
        }
        return loss;
    }

    /** The array that is in use. */
    float[] mean() {
        return mean;
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "a replica of the judge failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "interrupted while the judge was trained", e);
        }
    }

    private static final class Replica {
        private final ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("judge").daemon().factory());
        private final Future<JudgeGraph> graph;
        private final float[] gradients;

        Replica(JudgeLayers layers) {
            this.gradients = new float[layers.length()];
            this.graph = thread.submit(() -> new JudgeGraph(layers));
        }

        Future<Double> submit(float[] weights, Supplier<JudgeBatch> batch) {
            return thread.submit(() -> {
                graph.get().load(weights);
                return graph.get().lossAndGradients(batch.get(), gradients);
            });
        }

        void close() {
            try {
                await(thread.submit(() -> {
                    graph.get().close();
                    return true;
                }));
            } finally {
                thread.close();
            }
        }
    }
}
