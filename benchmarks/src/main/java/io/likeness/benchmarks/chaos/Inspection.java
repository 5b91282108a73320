package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.likeness.benchmarks.chaos.Accepted.Kind;
import io.likeness.benchmarks.chaos.Door.Answer;
import io.likeness.contracts.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What became of all that was accepted, looked at once nothing is killed any more. For one thread. */
final class Inspection {
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "canceled", "expired", "sealed", "rejected");
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Door door;
    private final Instant deadline;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, String> images = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int ended;
    private int lost;
    private int duplicated;
    private int wrong;

    /** @param patience for all work together to end */
    Inspection(Door door, Duration patience) {
        this.door = door;
        this.deadline = Instant.now().plus(patience);
    }

    static boolean ended(JsonNode resource) {
        return ENDS.contains(resource.path("status").asText());
    }

    /** @param events read after the last piece of work has been looked at */
    Verdict inspect(Collection<Accepted> accepted, Supplier<TerminalEvents> events) throws InterruptedException {
        for (Accepted work : accepted) {
            inspect(work);
        }
        duplicated += Math.toIntExact(events.get().surplus());
        return new Verdict(accepted.size(), ended, lost, duplicated, wrong, outcomes, complaints);
    }

    private void inspect(Accepted work) throws InterruptedException {
        JsonNode resource = awaitEnd(work);
        String status = resource.path("status").asText("none");
        String code = resource.path("failure").path("code").asText("");
        outcomes.merge((work.kind() + " " + status + " " + code).trim(), 1, Integer::sum);
        if (!ended(resource)) {
            lost++;
            complaints.add("lost: " + work + ": " + resource);
            return;
        }
        ended++;
        if (work.kind() == Kind.GENERATION && status.equals("succeeded")) {
            inspectImages(work, resource);
        }
        inspectKey(work);
    }

    private JsonNode awaitEnd(Accepted work) throws InterruptedException {
        while (true) {
            Answer answer = door.get(work.path(), ANSWER);
            JsonNode resource = answer.status() == 200 ? answer.json() : MissingNode.getInstance();
            if (ended(resource) || !Instant.now().isBefore(deadline)) {
                return resource;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    /** The first face depends on the model and the seed alone, whoever drew it and however often it was begun. */
    private void inspectImages(Accepted work, JsonNode resource) throws InterruptedException {
        Answer image = door.get(work.path() + "/images/0.png", ANSWER);
        Answer grid = door.get(work.path() + "/grid.png", ANSWER);
        if (image.status() != 200 || grid.status() != 200) {
            wrong++;
            complaints.add("no image: " + work + ": " + image.status() + ", " + grid.status());
            return;
        }
        String digest = Digests.sha256(image.body());
        String face = resource.path("modelDigest").asText() + " "
                + resource.path("seed").asText();
        String known = images.putIfAbsent(face, digest);
        if (known != null && !known.equals(digest)) {
            wrong++;
            complaints.add("another face for the same model and seed: " + work);
        }
    }

    private void inspectKey(Accepted work) throws InterruptedException {
        Answer again = door.post(work.kind().collection(), work.body(), work.key(), ANSWER);
        if (!again.accepted() || !again.json().path("id").asText().equals(work.id())) {
            duplicated++;
            complaints.add("the same key gave other work: " + work + ": " + again.status());
        }
    }
}
