package io.likeness.gateway.ledger;

import java.time.Instant;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The SQL of a list of jobs, by the index of those that are kept. Stateless. */
final class JobListing {
    private JobListing() {}

    static String where(JobQuery query) {
        StringBuilder where = new StringBuilder("WHERE tenant = :tenant AND kind = :kind AND gone IS NULL");
        if (!query.states().isEmpty()) {
            where.append(" AND state = ANY (:states)");
        }
        query.fields().keySet().forEach(field -> where.append(" AND ").append(field.condition()));
        if (query.createdAfter() != null) {
            where.append(" AND created_at >= :createdAfter");
        }
        if (query.createdBefore() != null) {
            where.append(" AND created_at < :createdBefore");
        }
        where.append(Position.condition(query.after(), "created_at", query.oldestFirst()));
        String direction = query.oldestFirst() ? "" : " DESC";
        return where.append(" ORDER BY created_at" + direction + ", id" + direction + " LIMIT :limit")
                .toString();
    }

    static void bind(Query sql, JobQuery query) {
        sql.bind("tenant", query.tenant().name()).bind("kind", query.kind().word());
        if (!query.states().isEmpty()) {
            sql.bindArray(
                    "states",
                    String.class,
                    query.states().stream().map(JobStatus::word).toList());
        }
        query.fields().forEach((field, value) -> sql.bind(field.parameter(), value));
        bindTime(sql, "createdAfter", query.createdAfter());
        bindTime(sql, "createdBefore", query.createdBefore());
        Position.bind(sql, query.after());
    }

    private static void bindTime(Query sql, String name, @Nullable Instant time) {
        if (time != null) {
            sql.bind(name, time);
        }
    }
}
