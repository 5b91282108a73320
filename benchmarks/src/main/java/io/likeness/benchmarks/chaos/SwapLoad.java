package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.chaos.Door.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Users who ask for 1 to 64 faces one after the other, of whatever version serves, until it is over. Safe for threads. */
final class SwapLoad implements AutoCloseable {
    private static final int USERS = 4;
    private static final int MOST_FACES = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 20;

    private final Door door;
    private final String model;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread[] users = new Thread[USERS];

    SwapLoad(Door door, String model, long seed) {
        this.door = door;
        this.model = model;
        for (int i = 0; i < USERS; i++) {
            Random random = new Random(seed * USERS + i);
            users[i] = Thread.ofVirtual().name("user-" + i).start(() -> ask(random));
        }
    }

    /** The ids of all generations that the door has taken in. */
    Queue<String> accepted() {
        return accepted;
    }

    /** Asks for nothing more, and returns when nobody waits any more. */
    @Override
    public void close() throws InterruptedException {
        over.set(true);
        for (Thread user : users) {
            user.join();
        }
    }

    private void ask(Random random) {
        try {
            while (!over.get()) {
                Map<String, Object> body = Map.of(
                        "model", model, "count", 1 + random.nextInt(MOST_FACES), "seed", random.nextInt(1_000_000));
                Answer answer =
                        door.post("/v1/generations", body, UUID.randomUUID().toString(), PATIENCE);
                if (!answer.accepted()) {
                    throw new IllegalStateException("expected a generation to be accepted, found " + answer.status());
                }
                String id = answer.json().path("id").asText();
                accepted.add(id);
                await(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that takes longer is looked at when all is over. */
    private void await(String id) throws InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (System.nanoTime() < end
                && !Inspection.ended(door.get("/v1/generations/" + id, PATIENCE).json())) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
