package io.likeness.platform.events;

import io.likeness.contracts.LikenessException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some rows on their way to the broker, in rounds. A row is sent once the one before it of the same key is acknowledged, and a key is left
 * alone after a failure: so the order per key holds. For one thread.
 */
final class OutboxBatch {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxBatch.class);

    private final EventSender sender;
    private final Map<String, Deque<OutboxRow>> waiting = new LinkedHashMap<>();
    private final List<OutboxRow> sent = new ArrayList<>();
    private final Map<OutboxRow, LikenessException> refused = new LinkedHashMap<>();
    private boolean failed;

    OutboxBatch(EventSender sender, List<OutboxRow> rows) {
        this.sender = sender;
        rows.forEach(row ->
                waiting.computeIfAbsent(row.key(), key -> new ArrayDeque<>()).add(row));
    }

    boolean unsent() {
        return !waiting.isEmpty();
    }

    /** Sends the first row of every key and waits for the broker. */
    void round() {
        List<OutboxRow> round = waiting.values().stream().map(Deque::remove).toList();
        List<CompletableFuture<Void>> acknowledgements =
                round.stream().map(this::send).toList();
        for (int i = 0; i < round.size(); i++) {
            await(round.get(i), acknowledgements.get(i));
        }
        waiting.values().removeIf(Deque::isEmpty);
    }

    /** What the broker has. */
    List<OutboxRow> sent() {
        return sent;
    }

    /** What the broker will never take, and why. */
    Map<OutboxRow, LikenessException> refused() {
        return refused;
    }

    /** Whether something is to be sent again. */
    boolean failed() {
        return failed;
    }

    private CompletableFuture<Void> send(OutboxRow row) {
        return sender.send(row.topic(), row.key(), row.headers(), row.content());
    }

    private void await(OutboxRow row, CompletableFuture<Void> acknowledgement) {
        try {
            EventSender.await(acknowledgement);
            sent.add(row);
        } catch (LikenessException e) {
            waiting.remove(row.key());
            failed = true;
            if (EventSender.refused(e)) {
                refused.put(row, e);
            } else {
                LOG.warn(
                        "event not sent, will try again topic={} key={} cause={}",
                        row.topic(),
                        row.key(),
                        e.getMessage());
            }
        }
    }
}
