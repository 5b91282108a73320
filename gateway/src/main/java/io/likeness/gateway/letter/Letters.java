package io.likeness.gateway.letter;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Topic;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.letter.LetterTable.LetterRow;
import io.likeness.platform.events.DeadLetter;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.events.Readdress;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps dead letters, shows them, sends them back and lets them go. What was decided about long ago is deleted whenever a letter comes
 * or is decided about, so that no more of them gather than somebody decides. They are the operator's: other
 * tenants have none. Safe for threads.
 */
@Singleton
public class Letters {
    private final Jdbi jdbi;
    private final EventSender sender;
    private final LetterConfiguration configuration;

    public Letters(Jdbi jdbi, EventSender sender, LetterConfiguration configuration) {
        this.jdbi = jdbi;
        this.sender = sender;
        this.configuration = configuration;
    }

    /** When it returns, the letter is kept; one that is kept already changes nothing. */
    void keep(ConsumerRecord<String, byte[]> record) {
        Optional<DeadLetter> told = DeadLetter.find(RecordHeader.byName(RecordHeader.of(record.headers())));
        jdbi.useTransaction(transaction -> {
            LetterTable.insert(transaction, record, told.orElse(null));
            LetterTable.expire(transaction, configuration.retention());
        });
    }

    LetterPage newest(Tenant tenant, LetterQuery query) {
        if (!tenant.equals(Tenant.MAIN)) {
            return new LetterPage(List.of(), null);
        }
        List<LetterRow> rows = jdbi.withHandle(handle -> LetterTable.newest(handle, query));
        boolean more = rows.size() > query.limit();
        List<LetterRow> page = more ? rows.subList(0, query.limit()) : rows;
        return new LetterPage(
                page.stream().map(LetterRow::letter).toList(),
                more ? Long.toString(page.getLast().sequence()) : null);
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    LetterDetails require(Tenant tenant, String id) {
        requireOperator(tenant, id);
        LetterRow row = jdbi.withHandle(handle -> LetterTable.find(handle, id)).orElseThrow(() -> notFound(id));
        return LetterDetails.of(row.letter(), row.headers(), row.content());
    }

    /**
     * Sends the record to its topic again, for the consumer that failed alone. No connection is held while the broker is waited for; what
     * two callers replay at once goes twice, which consumers have to bear anyway.
     *
     * @throws LikenessException {@code NOT_FOUND}; {@code STATE_CONFLICT} for a letter that was discarded, a command whose job has been
     *     ended as failed, and a letter that does not say enough; {@code BROKER_UNAVAILABLE}
     */
    Letter replay(Tenant tenant, String id) {
        requireOperator(tenant, id);
        LetterRow row = jdbi.withHandle(handle -> requireUndiscarded(LetterTable.find(handle, id), id));
        String consumer = requireReplayable(row.letter());
        sender.replay(
                row.letter().topic(),
                row.letter().key(),
                RecordHeader.own(row.headers()),
                row.content(),
                new Readdress(consumer, id));
        return jdbi.inTransaction(transaction -> {
            LetterTable.decide(transaction, id, LetterState.REPLAYED);
            return decided(transaction, id);
        });
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code STATE_CONFLICT} for a letter that was discarded before */
    Letter discard(Tenant tenant, String id) {
        requireOperator(tenant, id);
        return jdbi.inTransaction(transaction -> {
            requireUndiscarded(LetterTable.findLocked(transaction, id), id);
            LetterTable.decide(transaction, id, LetterState.DISCARDED);
            return decided(transaction, id);
        });
    }

    private static void requireOperator(Tenant tenant, String id) {
        if (!tenant.equals(Tenant.MAIN)) {
            throw notFound(id);
        }
    }

    private Letter decided(Handle transaction, String id) {
        LetterTable.expire(transaction, configuration.retention());
        return LetterTable.find(transaction, id).orElseThrow(() -> notFound(id)).letter();
    }

    private static LetterRow requireUndiscarded(Optional<LetterRow> found, String id) {
        LetterRow row = found.orElseThrow(() -> notFound(id));
        if (row.letter().state() == LetterState.DISCARDED) {
            throw conflict(id, "one that was not discarded", "a discarded one");
        }
        return row;
    }

    private static String requireReplayable(Letter letter) {
        String consumer = letter.consumer();
        if (letter.ended()) {
            throw conflict(
                    letter.id(), "a record that somebody waits for", "a command whose job has been ended as failed");
        }
        if (!letter.whole()) {
            throw conflict(letter.id(), "a record with its bytes", "one that was too large to be copied");
        }
        if (consumer == null
                || Arrays.stream(Topic.values())
                        .noneMatch(topic -> topic.topicName().equals(letter.topic()))) {
            throw conflict(letter.id(), "a consumer of a topic of ours that failed", "none that the record names");
        }
        return consumer;
    }

    private static LikenessException notFound(String id) {
        return new LikenessException(ErrorCode.NOT_FOUND, "id: expected the id of a dead letter, found '" + id + "'");
    }

    private static LikenessException conflict(String id, String expected, String found) {
        return new LikenessException(
                ErrorCode.STATE_CONFLICT, "dead letter " + id + ": expected " + expected + ", found " + found);
    }
}
