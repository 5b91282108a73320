package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.likeness.platform.trace.KeptTraces;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JobPurgeTest extends LeaseScenario {
    @Test
    void deletesRowsThatHaveEndedLongAgoAndNoOthers() {
        List.of("old", "new", "running", "queued").forEach(this::write);
        cancel("old");
        cancel("new");
        cancel("never-started");
        take();
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE job SET ended_at = now() - interval '8 days', created_at = now() - interval '9 days'"
                        + " WHERE id <> 'new'"));
        assertEquals(2, purge().purge());
        assertEquals(
                List.of("new", "queued", "running"),
                jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM job ORDER BY id")
                        .mapTo(String.class)
                        .list()));
    }

    @Test
    void deletesMoreRowsThanABatchHas() {
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO job (kind, id, payload, correlation_id, state, ended_at) SELECT 'work', i::text,"
                        + " '', '', 'succeeded', now() - interval '8 days' FROM generate_series(1, 2500) i"));
        assertEquals(2500, purge().purge());
    }

    private JobPurge purge() {
        return new JobPurge(
                new Provided<>(PlatformTables.dataSource()),
                new Provided<>(jdbi),
                new KeptTraces(new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi)),
                new JobConfiguration() {
                    @Override
                    public Duration lease() {
                        return LEASE;
                    }

                    @Override
                    public Duration retention() {
                        return Duration.ofDays(7);
                    }

                    @Override
                    public Duration purgeInterval() {
                        return MINUTE;
                    }
                });
    }
}
