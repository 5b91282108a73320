package io.likeness.gateway.training;

import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.gateway.ledger.Documents;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Every event of a training, in the order in which it was heard. Safe for threads. */
@Singleton
public class TrainingHistory {
    private static final int MOST_AT_ONCE = 500;
    private static final Set<String> ENDS = Set.of("TrainingCompleted", "TrainingFailed", "TrainingCancelled");

    private final Jdbi jdbi;

    public TrainingHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** False if the event is there already. */
    static boolean add(Handle transaction, TrainingEvent event, EventHeaders headers) {
        return transaction
                        .createUpdate("INSERT INTO training_event (training_id, event_id, type, content, happened_at)"
                                + " VALUES (:training, :event, :type, CAST(:content AS jsonb), :at)"
                                + " ON CONFLICT (event_id) DO NOTHING")
                        .bind("training", event.aggregateId())
                        .bind("event", headers.id())
                        .bind("type", event.getClass().getSimpleName())
                        .bind("content", Documents.text(event))
                        .bind("at", headers.time())
                        .execute()
                == 1;
    }

    /** The next events after a sequence number, 0 for the first. */
    List<Entry> after(String trainingId, long sequence) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT sequence, type, content FROM training_event"
                        + " WHERE training_id = :training AND sequence > :sequence ORDER BY sequence LIMIT :most")
                .bind("training", trainingId)
                .bind("sequence", sequence)
                .bind("most", MOST_AT_ONCE)
                .map((row, context) ->
                        new Entry(row.getLong("sequence"), row.getString("type"), row.getString("content")))
                .list());
    }

    /**
     * One event.
     *
     * @param type name of the payload record
     * @param content the payload as JSON
     */
    record Entry(long sequence, String type, String content) {
        boolean last() {
            return ENDS.contains(type);
        }
    }
}
