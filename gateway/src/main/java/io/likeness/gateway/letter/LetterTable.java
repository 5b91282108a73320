package io.likeness.gateway.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.event.EventHeaders;
import io.likeness.gateway.ledger.Documents;
import io.likeness.platform.events.DeadLetter;
import io.likeness.platform.events.Readdress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of dead letters. Stateless. */
final class LetterTable {
    private static final String COLUMNS =
            "SELECT sequence, id, state, written_at, topic, topic_partition, topic_offset, consumer, code,"
                    + " reason, ended, whole, former_id, record_key, headers, decided_at";

    private LetterTable() {}

    /** Writes a record; one that is there already changes nothing. */
    static void insert(Handle handle, ConsumerRecord<String, byte[]> record, @Nullable DeadLetter told) {
        List<RecordHeader> headers = RecordHeader.of(record.headers());
        byte[] former = RecordHeader.byName(headers).get(Readdress.OF);
        handle.createUpdate("INSERT INTO dead_letter (id, source, source_partition, source_offset, written_at, topic,"
                        + " topic_partition, topic_offset, consumer, code, reason, ended, whole, former_id, record_key,"
                        + " headers, content) VALUES (:id, :source, :sourcePartition, :sourceOffset, :writtenAt, :topic,"
                        + " :partition, :offset, :consumer, :code, :reason, :ended, :whole, :former, :key, :headers,"
                        + " :content) ON CONFLICT DO NOTHING")
                .bind("id", UUID.randomUUID().toString())
                .bind("source", record.topic())
                .bind("sourcePartition", record.partition())
                .bind("sourceOffset", record.offset())
                .bind("writtenAt", Instant.ofEpochMilli(record.timestamp()))
                .bind("topic", told == null ? record.topic().replaceFirst("\\.dlq$", "") : storable(told.topic()))
                .bind("partition", told == null ? -1 : told.partition())
                .bind("offset", told == null ? -1 : told.offset())
                .bind("consumer", told == null ? null : storable(told.consumer()))
                .bind("code", told == null ? "UNKNOWN" : storable(told.code()))
                .bind("reason", told == null ? "the record does not say" : storable(told.reason()))
                .bind("ended", told != null && told.ended())
                .bind("whole", told == null || told.whole())
                .bind("former", former == null ? null : storable(new String(former, UTF_8)))
                .bind("key", record.key() == null ? null : record.key().getBytes(UTF_8))
                .bind("headers", RecordHeader.encode(headers))
                .bind("content", record.value() == null ? new byte[0] : record.value())
                .execute();
    }

    static long waiting(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM dead_letter WHERE state = :state")
                .bind("state", LetterState.NEW.wireName())
                .mapTo(Long.class)
                .one();
    }

    /** One letter more than asked for, where there are more. */
    static List<LetterRow> newest(Handle handle, LetterQuery query) {
        return handle.createQuery(COLUMNS + ", CAST('' AS bytea) AS content FROM dead_letter WHERE sequence < :before"
                        + " AND (CAST(:topic AS text) IS NULL OR topic = :topic)"
                        + " AND (CAST(:consumer AS text) IS NULL OR consumer = :consumer)"
                        + " AND (CAST(:state AS text) IS NULL OR state = :state) ORDER BY sequence DESC LIMIT :limit")
                .bind("before", query.before())
                .bind("topic", query.topic())
                .bind("consumer", query.consumer())
                .bind("state", query.state() == null ? null : query.state().wireName())
                .bind("limit", query.limit() + 1)
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<LetterRow> find(Handle handle, String id) {
        return one(handle, id, "");
    }

    static Optional<LetterRow> findLocked(Handle transaction, String id) {
        return one(transaction, id, " FOR UPDATE");
    }

    static void decide(Handle transaction, String id, LetterState state) {
        transaction
                .createUpdate("UPDATE dead_letter SET state = :state, decided_at = now() WHERE id = :id")
                .bind("state", state.wireName())
                .bind("id", id)
                .execute();
    }

    /** Deletes what was decided about longer ago than that. */
    static void expire(Handle handle, Duration retention) {
        handle.createUpdate(
                        "DELETE FROM dead_letter WHERE state <> 'new' AND decided_at < now() - CAST(:seconds AS float8)"
                                + " * interval '1 second'")
                .bind("seconds", retention.toSeconds())
                .execute();
    }

    private static Optional<LetterRow> one(Handle handle, String id, String lock) {
        if (!storable(id).equals(id)) {
            return Optional.empty();
        }
        return handle.createQuery(COLUMNS + ", content FROM dead_letter WHERE id = :id" + lock)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static LetterRow read(ResultSet row) throws SQLException {
        List<RecordHeader> headers = RecordHeader.decode(row.getBytes("headers"));
        Map<String, byte @Nullable []> byName = RecordHeader.byName(headers);
        byte[] key = row.getBytes("record_key");
        Letter letter = new Letter(
                row.getString("id"),
                LetterState.parse("state", row.getString("state")),
                row.getString("topic"),
                row.getInt("topic_partition"),
                row.getLong("topic_offset"),
                row.getString("consumer"),
                row.getString("code"),
                row.getString("reason"),
                text(key),
                text(byName.get("ce_type")),
                text(byName.get(EventHeaders.CORRELATION_ID)),
                row.getBoolean("ended"),
                row.getBoolean("whole"),
                row.getString("former_id"),
                Documents.requireTime(row, "written_at"),
                Documents.findTime(row, "decided_at"),
                Letter.Links.of(row.getString("id")));
        return new LetterRow(row.getLong("sequence"), letter, headers, row.getBytes("content"));
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, UTF_8);
    }

    /** PostgreSQL's text holds every character but one. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    /** @param sequence grows with every letter */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record LetterRow(long sequence, Letter letter, List<RecordHeader> headers, byte[] content) {}
}
