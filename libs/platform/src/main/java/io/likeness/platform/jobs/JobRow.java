package io.likeness.platform.jobs;

import io.likeness.platform.jobs.Lease.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code job} as the types that are made of it. */
final class JobRow {
    static final String LEASE_COLUMNS =
            "id, payload, correlation_id, traceparent, attempt, fence, cancelled, deadline, lost, failures,"
                    + " budget, failing_since";

    private JobRow() {}

    static Lease lease(String kind, ResultSet row) throws SQLException {
        return new Lease(
                kind,
                row.getString("id"),
                row.getBytes("payload"),
                row.getString("correlation_id"),
                row.getString("traceparent"),
                row.getInt("attempt"),
                row.getLong("fence"),
                row.getBoolean("cancelled"),
                instant(row, "deadline"),
                new Trouble(
                        row.getInt("lost"),
                        row.getInt("failures"),
                        row.getObject("budget", Integer.class),
                        instant(row, "failing_since")));
    }

    static JobState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "queued" ->
                row.getBoolean("pinned")
                        ? new JobState.Pinned()
                        : new JobState.Queued(
                                new JobState.Origin(row.getBytes("payload"), row.getString("correlation_id")));
            case "running" ->
                row.getBoolean("pinned") ? new JobState.Pinned() : new JobState.Running(row.getBoolean("cancelled"));
            default -> new JobState.Ended(JobEnd.of(state));
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
