package io.likeness.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.benchmarks.chaos.Accepted.Kind;
import io.likeness.benchmarks.chaos.Door.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One user, who asks for one thing after the other, sees how it goes, and now and then no longer wants it. For one thread. */
final class Client implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int LOOKS = 80;
    private static final int SEEDS = 50;
    private static final int MOST_FACES = 16;
    private static final int ONE_IN_CANCELLED = 10;

    private final Kind kind;
    private final Door door;
    private final Setting setting;
    private final Queue<Accepted> accepted;
    private final AtomicBoolean over;
    private final Random random;

    Client(Kind kind, Door door, Setting setting, Queue<Accepted> accepted, AtomicBoolean over, long seed) {
        this.kind = kind;
        this.door = door;
        this.setting = setting;
        this.accepted = accepted;
        this.over = over;
        this.random = new Random(seed);
    }

    /** What every client knows: the uploaded archive, the sealed dataset and the model. */
    record Setting(String uploadId, String datasetId, String model) {}

    @Override
    public void run() {
        try {
            while (!over.get()) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        Map<String, Object> body = body();
        String key = UUID.randomUUID().toString();
        Answer answer = door.post(kind.collection(), body, key, PATIENCE);
        if (!answer.accepted()) {
            System.out.println(
                    "  not accepted: " + kind + " " + answer.status() + " " + new String(answer.body(), UTF_8));
            return;
        }
        Accepted work = new Accepted(kind, answer.json().path("id").asText(), key, body);
        accepted.add(work);
        if (random.nextInt(ONE_IN_CANCELLED) == 0) {
            door.post(work.path() + "/cancel", Map.of(), UUID.randomUUID().toString(), PATIENCE);
        }
        watch(work);
    }

    /** Looks until the work has ended, the run is over, or the user has looked often enough. */
    private void watch(Accepted work) throws InterruptedException {
        for (int look = 0; look < LOOKS && !over.get(); look++) {
            Answer answer = door.get(work.path(), PATIENCE);
            if (answer.status() == 200 && Inspection.ended(answer.json())) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private Map<String, Object> body() {
        return switch (kind) {
            case GENERATION ->
                Map.of(
                        "model", setting.model(),
                        "count", 1 + random.nextInt(MOST_FACES),
                        "seed", random.nextInt(SEEDS));
            case DATASET -> Map.of("name", "chaos-" + random.nextInt(3), "uploadId", setting.uploadId());
            case TRAINING -> {
                Map<String, Object> body = new HashMap<>(Map.of("datasetId", setting.datasetId(), "epochs", 1));
                body.put("modelName", "chaos-" + random.nextInt(3));
                yield body;
            }
        };
    }
}
