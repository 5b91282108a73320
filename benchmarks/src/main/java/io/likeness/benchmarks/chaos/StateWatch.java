package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client is told of one job, by whichever gateway: it goes forward only, stays as it ended, and is the job that was asked for. For one thread.
 */
final class StateWatch {
    private static final List<String> CONSTANT = List.of("id", "model", "seed", "request", "createdAt");
    private static final Map<String, Integer> ORDER = Map.of("queued", 0, "running", 1);
    private static final int ENDED = 2;

    private final JsonNode accepted;
    private final List<String> complaints = new ArrayList<>();
    private int reached;
    private @Nullable String end;

    /** @param accepted as it was answered when it was asked for */
    StateWatch(JsonNode accepted) {
        this.accepted = accepted;
        told(accepted);
    }

    /** What was wrong in all that was told. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    boolean ended() {
        return reached == ENDED;
    }

    /** A gateway did not answer with the job, though it should have. */
    void refused(int status) {
        complaints.add("status " + status + " of " + accepted.path("id").asText());
    }

    void told(JsonNode job) {
        CONSTANT.forEach(field -> {
            if (!job.path(field).equals(accepted.path(field))) {
                complaints.add("%s: %s became %s".formatted(field, accepted.path(field), job.path(field)));
            }
        });
        String status = job.path("status").asText();
        int place = ORDER.getOrDefault(status, ENDED);
        if (place < reached) {
            complaints.add(accepted.path("id").asText() + " went back to " + status);
        }
        if (place == ENDED) {
            ended(status + " " + job.path("modelDigest").asText());
        }
        reached = Math.max(reached, place);
    }

    private void ended(String how) {
        if (end != null && !end.equals(how)) {
            complaints.add("%s ended as %s and then as %s"
                    .formatted(accepted.path("id").asText(), end, how));
        }
        end = how;
    }
}
