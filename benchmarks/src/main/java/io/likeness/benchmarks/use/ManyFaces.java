package io.likeness.benchmarks.use;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Twenty users who ask for one face after the other. For one thread. */
final class ManyFaces {
    private static final int USERS = User.MOST;
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final User user;
    private final String model;

    ManyFaces(User user, String model) {
        this.user = user;
        this.model = model;
    }

    /** @throws IllegalStateException if one of them fails */
    Map<String, Object> measure(int generations) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService users = Executors.newFixedThreadPool(USERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                all.add(users.submit(() -> {
                    for (int seed = next.getAndIncrement(); seed < generations; seed = next.getAndIncrement()) {
                        ask(seed);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("generations: expected all to succeed", e.getCause());
        }
        double rate = generations / ((System.nanoTime() - start) / 1e9);
        System.out.printf("%d generations of one face, %d users: %.1f a second%n", generations, USERS, rate);
        return Map.of("generations", generations, "generationsPerSecond", rate);
    }

    private void ask(int seed) throws IOException, InterruptedException {
        String id = user.face(model, seed, WAIT);
        user.awaitEnd("/v1/generations/" + id, "succeeded");
    }
}
