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

    OutboxBatch(EventSender sender, List<OutboxRow> rows) {
        this.sender = sender;
        rows.forEach(row ->
                waiting.computeIfAbsent(row.key(), key -> new ArrayDeque<>()).add(row));
    }

    /**
     * What came of one round.
     *
     * @param sent what the broker has
     * @param refused what the broker will never take, and why
     * @param failed whether something is to be sent again
     */
    record Round(List<OutboxRow> sent, Map<OutboxRow, LikenessException> refused, boolean failed) {}

    boolean unsent() {
        return !waiting.isEmpty();
    }

    /** Sends the first row of every key and waits for the broker. */
    Round round() {
        List<OutboxRow> rows = waiting.values().stream().map(Deque::remove).toList();
        List<CompletableFuture<Void>> acknowledgements =
                rows.stream().map(this::send).toList();
        List<OutboxRow> sent = new ArrayList<>();
        Map<OutboxRow, LikenessException> refused = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            try {
                EventSender.await(acknowledgements.get(i));
                sent.add(row);
            } catch (LikenessException e) {
                waiting.remove(row.key());
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
        waiting.values().removeIf(Deque::isEmpty);
        return new Round(sent, refused, sent.size() < rows.size());
    }

    private CompletableFuture<Void> send(OutboxRow row) {
        return sender.send(row.topic(), row.key(), row.headers(), row.content());
    }
}
