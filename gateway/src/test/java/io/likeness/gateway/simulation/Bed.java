package io.likeness.gateway.simulation;

import io.likeness.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** Empty tables of jobs, events and the ledger, in PostgreSQL as the migrations make them or in memory, and time that passes when it is told to. */
public final class Bed {
    private static final String ROLE = "gateway";
    private static final List<String> TIMES_OF_JOBS = List.of("lease_until", "deadline", "ended_at", "failing_since");
    private static final List<String> TIMES_OF_THE_LEDGER =
            List.of("created_at", "deadline", "heard_at", "cancel_requested_at", "expires_at", "gone_at", "sweep_at");

    private final Kind kind;
    private final Jdbi jdbi;
    private final @Nullable MemoryDatabase memory;
    private long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Where the tables are. */
    public enum Kind {
        MEMORY,
        POSTGRES
    }

    private Bed(Kind kind) {
        this.kind = kind;
        this.memory = kind == Kind.MEMORY ? new MemoryDatabase(() -> micros) : null;
        this.jdbi = memory == null ? postgres() : memory.jdbi(MemoryDatabase.Weather.fair());
    }

    public static Bed of(Kind kind) {
        return new Bed(kind);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Absent where the tables are PostgreSQL's. */
    public @Nullable MemoryDatabase memory() {
        return memory;
    }

    public Instant now() {
        return kind == Kind.MEMORY ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS) : Instant.now();
    }

    /** In PostgreSQL, all that has a time is moved into the past instead. */
    public void pass(Duration time) {
        micros += time.toNanos() / 1000;
        if (kind == Kind.POSTGRES) {
            jdbi.useHandle(handle -> {
                TIMES_OF_JOBS.forEach(column -> handle.execute(moved("job", column), time.toString()));
                handle.execute(moved("job", "available_at") + " WHERE available_at < 'infinity'", time.toString());
                TIMES_OF_THE_LEDGER.forEach(column -> handle.execute(moved("ledger", column), time.toString()));
                handle.execute(moved("idempotency_key", "created_at"), time.toString());
            });
        }
    }

    private static String moved(String table, String column) {
        return "UPDATE " + table + " SET " + column + " = " + column + " - CAST(? AS interval)";
    }

    private static Jdbi postgres() {
        TestPlatform platform = TestPlatform.shared();
        Flyway.configure()
                .dataSource(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE))
                .schemas(ROLE)
                .defaultSchema(ROLE)
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        Jdbi jdbi = Jdbi.create(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE))
                .installPlugin(new PostgresPlugin());
        jdbi.useHandle(handle -> handle.execute("TRUNCATE job, outbox, ledger, idempotency_key"));
        return jdbi;
    }
}
