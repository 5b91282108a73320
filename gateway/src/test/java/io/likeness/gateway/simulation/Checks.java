package io.likeness.gateway.simulation;

import io.likeness.gateway.simulation.World.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold in every history, at each moment of it. */
final class Checks {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "canceled", "expired");

    private final World world;
    private final Map<String, List<String>> written = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<String> carried = new HashSet<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Map<String, String> ends = new HashMap<>();
    private final Map<String, String> accepted = new HashMap<>();
    private final Map<String, String> shown = new HashMap<>();

    Checks(World world) {
        this.world = world;
    }

    /** An event was committed to an outbox. */
    void written(String key, String eventId) {
        written.computeIfAbsent(key, unused -> new ArrayList<>()).add(eventId);
    }

    /** The broker has taken a record: no event comes before its predecessor of the same key. */
    void carried(String key, String eventId) {
        if (carried.add(eventId)) {
            int next = seen.merge(key, 1, Integer::sum) - 1;
            List<String> all = written.getOrDefault(key, List.of());
            if (next >= all.size() || !all.get(next).equals(eventId)) {
                throw world.violation(
                        "order: an event of " + key + " came before its predecessor, or was never committed");
            }
        }
    }

    /** A runner has committed something on behalf of a job: nothing of an earlier fence follows something of a later one. */
    void wrote(String id, long fence) {
        if (fences.merge(id, fence, Math::max) > fence) {
            throw world.violation("leases: fence " + fence + " of " + id + " wrote after fence " + fences.get(id));
        }
    }

    /** The end of a job was committed by its service: once. */
    void ended(String id, String how) {
        String before = ends.putIfAbsent(id, how);
        if (before != null) {
            throw world.violation("ends: " + id + " has ended as " + before + " and again as " + how);
        }
    }

    /** An object was written: nobody else wrote one under its key. */
    void stored(String key, @Nullable String writerBefore, String writer) {
        if (writerBefore != null && !writerBefore.equals(writer)) {
            throw world.violation("fences: " + key + " was written by " + writerBefore + " and by " + writer);
        }
    }

    /** A client has its answer: the same key is answered with the same job. */
    void accepted(String key, String id) {
        String before = accepted.putIfAbsent(key, id);
        if (before != null && !before.equals(id)) {
            throw world.violation("keys: " + key + " was answered with " + before + " and with " + id);
        }
    }

    /** What the ledger shows: an end stays as it is. */
    void look(List<Map<String, @Nullable Object>> ledger) {
        for (Map<String, @Nullable Object> row : ledger) {
            String state = String.valueOf(row.get("state"));
            String before = shown.put(String.valueOf(row.get("id")), state);
            if (before != null && ENDED.contains(before) && !before.equals(state)) {
                throw world.violation("ends: " + row.get("id") + " was shown as " + before + " and then as " + state);
            }
        }
    }

    /** All has come to rest: what was accepted is shown with its end, and what succeeded can be read. */
    void atRest(List<Map<String, @Nullable Object>> ledger, Set<String> objects) {
        Map<String, Map<String, @Nullable Object>> rows = new HashMap<>();
        ledger.forEach(row -> rows.put(String.valueOf(row.get("id")), row));
        for (String id : accepted.values()) {
            Map<String, @Nullable Object> row = rows.get(id);
            if (row == null || !ENDED.contains(String.valueOf(row.get("state")))) {
                throw world.violation(
                        "ends: " + id + " was accepted and is " + (row == null ? "gone" : row.get("state")));
            }
            if (row.get("gone") == null && "succeeded".equals(row.get("state"))) {
                requireResult(id, String.valueOf(row.get("documents")), objects);
            }
        }
    }

    private void requireResult(String id, String documents, Set<String> objects) {
        String key = documents.replaceAll(".*\"index\":\\{[^}]*\"key\":\"([^\"]*)\".*", "$1");
        if (!objects.contains(key)) {
            throw world.violation("results: " + id + " succeeded with " + key + ", found " + objects);
        }
    }

    /** All has expired: nothing is left that nobody owns. */
    void empty(Map<String, Integer> left) {
        left.forEach((what, count) -> {
            if (count != 0) {
                throw world.violation("owners: " + count + " " + what + " are left when all has expired");
            }
        });
    }

    Violation broken(Throwable cause) {
        Violation violation = world.violation("what no handler may do: " + cause);
        violation.initCause(cause);
        return violation;
    }

    boolean allEnded(List<Map<String, @Nullable Object>> ledger) {
        return ledger.stream()
                .allMatch(row -> ENDED.contains(String.valueOf(Objects.requireNonNull(row.get("state")))));
    }
}
