package io.likeness.gateway.webhook;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.likeness.gateway.ledger.Documents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Rows of attempts, the newest of each delivery. Stateless. */
final class AttemptTable {
    private static final int MOST = 50;

    private AttemptTable() {}

    static void add(Handle transaction, Loan loan, Attempt attempt) {
        transaction
                .createUpdate(
                        "INSERT INTO webhook_attempt (delivery_id, number, at, milliseconds, status, excerpt, error)"
                                + " VALUES (:id, :number, :at, :milliseconds, :status, :excerpt, :error)")
                .bind("id", loan.deliveryId())
                .bind("number", loan.number())
                .bind("at", attempt.at())
                .bind("milliseconds", attempt.milliseconds())
                .bind("status", attempt.status())
                .bind("excerpt", attempt.excerpt())
                .bind("error", attempt.error())
                .execute();
        transaction
                .createUpdate("DELETE FROM webhook_attempt WHERE delivery_id = :id AND number <= :number - :most")
                .bind("id", loan.deliveryId())
                .bind("number", loan.number())
                .bind("most", MOST)
                .execute();
    }

    /** Those of some deliveries, one or more, by the delivery's id, the newest first. */
    static Map<String, List<Attempt>> of(Handle handle, List<String> deliveryIds) {
        return handle
                .createQuery("SELECT * FROM webhook_attempt WHERE delivery_id IN (<ids>) ORDER BY number DESC")
                .bindList("ids", deliveryIds)
                .map((row, context) -> Map.entry(row.getString("delivery_id"), read(row)))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Attempt read(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Integer answered = row.wasNull() ? null : (Integer) status;
        return new Attempt(
                Documents.requireTime(row, "at"),
                row.getLong("milliseconds"),
                answered,
                row.getString("excerpt"),
                row.getString("error"),
                null);
    }
}
