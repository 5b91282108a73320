package io.likeness.gateway.webhook;

import java.util.HashMap;
import java.util.Map;

/** How many attempts are being made at each webhook, so that a slow one takes no more than its own share. Safe for threads. */
final class Slots {
    private final int mostEach;
    private final Map<String, Integer> taken = new HashMap<>();

    Slots(int mostEach) {
        this.mostEach = mostEach;
    }

    synchronized int free(String webhookId) {
        return mostEach - taken.getOrDefault(webhookId, 0);
    }

    /** False where none is free. */
    synchronized boolean take(String webhookId) {
        if (free(webhookId) == 0) {
            return false;
        }
        taken.merge(webhookId, 1, Integer::sum);
        return true;
    }

    synchronized void release(String webhookId) {
        taken.computeIfPresent(webhookId, (id, count) -> count == 1 ? null : (Integer) (count - 1));
    }
}
