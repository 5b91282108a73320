package io.likeness.benchmarks.defects;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.benchmarks.chaos.Door;
import io.likeness.benchmarks.chaos.Door.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One who asks for a few faces, again a quarter of a second after each answer, and names no version. Safe for threads. */
final class SteadyClient implements AutoCloseable {
    private static final int FACES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 25;
    private static final long PAUSE_MILLIS = 250;

    private final Door door;
    private final String model;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final Map<Integer, Long> answered = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    SteadyClient(Door door, String model) {
        this.door = door;
        this.model = model;
        this.thread = Thread.ofVirtual().name("steady-client").start(this::ask);
    }

    long asked() {
        return asked.get();
    }

    /** Requests that a version has answered. */
    long answeredBy(int version) {
        return answered.getOrDefault(version, 0L);
    }

    /** One line for each request that was not accepted, was lost or failed. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Asks for nothing more, and returns when the last answer is there. */
    @Override
    public void close() throws InterruptedException {
        over.set(true);
        thread.join();
    }

    private void ask() {
        try {
            while (!over.get()) {
                Map<String, Object> body = Map.of("model", model, "count", FACES, "seed", asked.incrementAndGet());
                Answer answer =
                        door.post("/v1/generations", body, UUID.randomUUID().toString(), PATIENCE);
                if (answer.accepted()) {
                    await(answer.json().path("id").asText());
                } else {
                    complaints.add("not accepted: status " + answer.status());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            complaints.add("not answered: " + e);
        }
    }

    private void await(String id) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode job = door.get("/v1/generations/" + id, PATIENCE).json();
            if (job.hasNonNull("endedAt")) {
                if (job.path("status").asText().equals("succeeded")) {
                    answered.merge(job.path("version").asInt(), 1L, Long::sum);
                } else {
                    complaints.add("failed: " + job);
                }
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        complaints.add("lost: " + id);
    }
}
