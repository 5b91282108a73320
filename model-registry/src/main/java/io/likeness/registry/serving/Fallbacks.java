package io.likeness.registry.serving;

import io.likeness.contracts.model.ServingChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The versions that one can go back to. A rollback takes back all that served since the version that it goes to, and so does the deletion of
 * the version that serves: what was taken back is gone back to only by its number.
 */
final class Fallbacks {

    private Fallbacks() {}

    /**
     * Those that served before the one that serves, the latest first; they may have been deleted.
     *
     * @param changes of a plan, the newest first
     */
    static List<Integer> of(List<ServingChange> changes) {
        Deque<Integer> served = new ArrayDeque<>();
        changes.reversed().forEach(change -> apply(change, served));
        served.poll();
        return new ArrayList<>(served);
    }

    private static void apply(ServingChange change, Deque<Integer> served) {
        Integer version = change.version();
        if (version == null) {
            served.clear();
            return;
        }
        switch (change.cause()) {
            case ROLLBACK, DELETION -> goBack(version, served);
            case GATE, PROMOTION, UNKNOWN -> served.remove(version);
        }
        if (!version.equals(served.peek())) {
            served.push(version);
        }
    }

    private static void goBack(Integer version, Deque<Integer> served) {
        if (served.contains(version)) {
            while (!version.equals(served.peek())) {
                served.pop();
            }
        } else {
            served.poll();
        }
    }
}
