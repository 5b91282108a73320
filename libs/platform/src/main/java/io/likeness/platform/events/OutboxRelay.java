package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to Kafka, in order per key, at least once: rows leave the table only when the broker has them. One relay
 * works at a time, whatever the number of instances. A service without a database has none.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final long IDLE_MILLIS = 500;

    /** A writer wakes the relay inside its transaction, so the row may become visible just after: look again soon. */
    private static final long AFTER_WAKE_MILLIS = 20;

    private final Instance<DataSource> dataSource;
    private final Instance<Jdbi> jdbi;
    private final EventSender sender;
    private final Semaphore wakeUps = new Semaphore(0);
    private @Nullable Thread thread;

    public OutboxRelay(Instance<DataSource> dataSource, Instance<Jdbi> jdbi, EventSender sender) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.sender = sender;
    }

    /** Says that a row was, or is about to be, committed. */
    public void wake() {
        wakeUps.release();
    }

    void start(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!relayed()) {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("outbox relay stops");
        }
    }

    private void pause() throws InterruptedException {
        if (wakeUps.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
            TimeUnit.MILLISECONDS.sleep(AFTER_WAKE_MILLIS);
            wakeUps.drainPermits();
        }
    }

    /** Whether there may be more to carry. A failure is logged and tried again after the usual pause. */
    private boolean relayed() throws InterruptedException {
        try {
            return jdbi.get().inTransaction(this::relayBatch) == BATCH;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("outbox relay");
            }
            LOG.warn("outbox not relayed, will try again cause={}", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private int relayBatch(Handle transaction) {
        boolean mine = transaction
                .createQuery("SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'))")
                .mapTo(Boolean.class)
                .one();
        if (!mine) {
            return 0;
        }
        List<Row> rows = transaction
                .createQuery("SELECT sequence, topic, key, headers, content FROM outbox"
                        + " WHERE refused IS NULL ORDER BY sequence LIMIT :batch")
                .bind("batch", BATCH)
                .map((row, context) -> new Row(
                        row.getLong("sequence"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("headers"),
                        row.getBytes("content")))
                .list();
        List<Long> sent = sendInRounds(transaction, rows);
        if (!sent.isEmpty()) {
            transaction
                    .createUpdate("DELETE FROM outbox WHERE sequence = ANY(:sent)")
                    .bindArray("sent", Long.class, sent)
                    .execute();
        }
        return sent.size();
    }

    /**
     * What the broker has. A row is sent once the one before it of the same key is acknowledged, and a key is left alone for the
     * rest of the batch after a failure: so the order per key holds.
     */
    private List<Long> sendInRounds(Handle transaction, List<Row> rows) {
        Map<String, Deque<Row>> waiting = new LinkedHashMap<>();
        rows.forEach(row ->
                waiting.computeIfAbsent(row.key, key -> new ArrayDeque<>()).add(row));
        List<Long> sent = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Row> round = waiting.values().stream().map(Deque::remove).toList();
            List<CompletableFuture<Void>> acknowledgements =
                    round.stream().map(this::send).toList();
            for (int i = 0; i < round.size(); i++) {
                Row row = round.get(i);
                if (delivered(transaction, row, acknowledgements.get(i))) {
                    sent.add(row.sequence);
                } else {
                    waiting.remove(row.key);
                }
            }
            waiting.values().removeIf(Deque::isEmpty);
        }
        return sent;
    }

    private static boolean delivered(Handle transaction, Row row, CompletableFuture<Void> acknowledgement) {
        try {
            EventSender.await(acknowledgement);
            return true;
        } catch (LikenessException e) {
            if (refused(e)) {
                setAside(transaction, row, e);
            } else {
                LOG.warn("event not sent, will try again topic={} key={} cause={}", row.topic, row.key, e.getMessage());
            }
            return false;
        }
    }

    /** Whether the broker will never take the record, however often it is sent. */
    private static boolean refused(LikenessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof SerializationException) {
                return true;
            }
        }
        return false;
    }

    private static void setAside(Handle transaction, Row row, LikenessException failure) {
        LOG.error("event set aside, the broker refuses it topic={} key={}", row.topic, row.key, failure);
        transaction
                .createUpdate("UPDATE outbox SET refused = :reason WHERE sequence = :sequence")
                .bind("reason", String.valueOf(failure.getMessage()))
                .bind("sequence", row.sequence)
                .execute();
    }

    private CompletableFuture<Void> send(Row row) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        JsonNode stored = Json.tree(row.headers.getBytes(UTF_8));
        stored.properties()
                .forEach(header ->
                        headers.put(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
        return sender.send(row.topic, row.key, headers, row.content);
    }

    @SuppressWarnings("ArrayRecordComponent") // Lives for one batch and is never compared.
    private record Row(long sequence, String topic, String key, String headers, byte[] content) {}
}
