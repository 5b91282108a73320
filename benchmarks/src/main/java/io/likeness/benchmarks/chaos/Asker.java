package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.chaos.Accepted.Kind;
import io.likeness.benchmarks.chaos.Door.Answer;
import io.likeness.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One user, who asks for faces and follows each job to its end, by looking or by its events, at any gateway, and looks once more afterwards. For one thread.
 */
final class Asker implements Runnable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;
    private static final int MOST_FACES = 4;
    private static final int SEEDS = 50;
    private static final String DATA = "data:";

    private final Door door;
    private final String model;
    private final AtomicInteger left;
    private final Queue<Accepted> accepted;
    private final Queue<String> complaints;
    private final Random random;

    /** @param left how many jobs all users together still ask for */
    Asker(Door door, String model, AtomicInteger left, Queue<Accepted> accepted, Queue<String> complaints, long seed) {
        this.door = door;
        this.model = model;
        this.left = left;
        this.accepted = accepted;
        this.complaints = complaints;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (left.getAndDecrement() > 0) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        Map<String, Object> body =
                Map.of("model", model, "count", 1 + random.nextInt(MOST_FACES), "seed", random.nextInt(SEEDS));
        String key = UUID.randomUUID().toString();
        Answer answer = door.post(Kind.GENERATION.collection(), body, key, PATIENCE);
        if (!answer.accepted()) {
            complaints.add("not accepted: status " + answer.status());
            return;
        }
        Accepted work = new Accepted(Kind.GENERATION, answer.json().path("id").asText(), key, body);
        accepted.add(work);
        StateWatch watch = new StateWatch(answer.json());
        follow(work, watch);
        look(work, watch);
        complaints.addAll(watch.complaints());
    }

    private void follow(Accepted work, StateWatch watch) throws InterruptedException {
        boolean byEvents = random.nextBoolean();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.ended() && System.nanoTime() < deadline) {
            if (byEvents) {
                listen(work, watch);
            } else {
                look(work, watch);
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private void look(Accepted work, StateWatch watch) throws InterruptedException {
        Answer answer = door.get(work.path(), PATIENCE);
        if (answer.status() == 200) {
            watch.told(answer.json());
        } else {
            watch.refused(answer.status());
        }
    }

    /** All events until the job's end; where the gateway goes away, those of another from the beginning. */
    private void listen(Accepted work, StateWatch watch) throws InterruptedException {
        Answer answer = door.get(work.path() + "/events", PATIENCE);
        if (answer.status() != 200) {
            watch.refused(answer.status());
            return;
        }
        new String(answer.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> Json.tree(line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8)))
                .forEach(watch::told);
    }
}
