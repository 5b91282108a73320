package io.likeness.gateway.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.generation.SimulatedProjection;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.NewJob;
import io.likeness.gateway.ledger.SimulatedLedger;
import io.likeness.gateway.simulation.Bed;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.SimulatedRelay;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.SimulatedJobs;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.trace.Traces;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;

/**
 * The whole life of many generations in the tables of gateway and service: accepted, carried, worked at, told, expired, forgotten. What is left
 * of many is what is left of a few. {@code -Dlikeness.growth.generations=200000} tries the number of a long time; cleared away is what is dead
 * after each round, as autovacuum does by the settings of the tables.
 */
final class GrowthTest {
    private static final int ROUND = 250;

    /** Enough that the tables have grown as far as one round, and what it leaves dead until the next, takes them. */
    private static final int FEW = Integer.getInteger("likeness.growth.few", 500);

    private static final int MANY = Integer.getInteger("likeness.growth.generations", 1500);
    private static final List<String> TABLES = List.of("ledger", "idempotency_key", "job", "outbox");
    private static final String KIND = "generate-faces";
    private static final String DIGEST = "d".repeat(64);
    private static final double MOST = 1.1;

    /** A page of the heap and of an index more or less is no growth. */
    private static final long PAGES = 8 * 8192;

    private final Jdbi jdbi = single(Bed.of(Bed.Kind.POSTGRES).jdbi());
    private final Outbox outbox = new Outbox(new EventWriter("growth"), Traces.MADE);
    private final JobQueue queue = new JobQueue();
    private final SimulatedLedger ledger = new SimulatedLedger(jdbi, outbox, emptyStore());
    private final SimulatedProjection projection = new SimulatedProjection(ledger.projection());
    private final SimulatedRelay relay = SimulatedRelay.toNowhere(jdbi);
    private int done;

    @Test
    void leavesNoMoreOfManyGenerationsThanOfAFew() {
        live(FEW);
        Map<String, Long> few = sizes();
        long heapOfFew = heap();
        live(MANY);
        Map<String, Long> many = sizes();
        long heapOfMany = heap();
        System.out.printf("growth few=%d %s heap=%d many=%d %s heap=%d%n", FEW, few, heapOfFew, MANY, many, heapOfMany);
        TABLES.forEach(table -> assertEquals(0, rows(table), table));
        few.forEach((table, size) -> assertTrue(
                many.getOrDefault(table, 0L) <= size * MOST + PAGES,
                () -> table + ": after " + FEW + " " + few + ", after " + MANY + " " + many));
        assertTrue(heapOfMany <= heapOfFew * MOST, () -> "heap: " + heapOfFew + ", then " + heapOfMany);
    }

    @Test
    void clearsAwayByTheNumberOfWhatIsDead() {
        List<String> settings = jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT relname FROM pg_class WHERE relname = ANY(:tables) AND relnamespace ="
                                + " CAST(current_schema() AS regnamespace) AND reloptions @>"
                                + " ARRAY['autovacuum_vacuum_scale_factor=0'] ORDER BY relname")
                .bindArray("tables", String.class, TABLES)
                .mapTo(String.class)
                .list());
        assertEquals(List.of("idempotency_key", "job", "ledger", "outbox"), settings);
    }

    private void live(int until) {
        while (done < until) {
            for (int i = 0; i < ROUND; i++) {
                live("key-" + done++);
            }
            expire();
        }
    }

    private void live(String key) {
        String id = ledger.ledger()
                .accept(
                        Principal.KEYLESS,
                        JobKind.GENERATION,
                        key,
                        key,
                        "cause",
                        () -> (transaction, fresh) -> new NewJob(
                                new GenerateFaces(fresh, "model", null, 1, 1),
                                Instant.now().plus(Duration.ofHours(1))))
                .id();
        jdbi.useTransaction(transaction ->
                queue.enqueue(transaction, io.likeness.platform.jobs.NewJob.of(KIND, id, new byte[200], "cause")));
        GenerationStarted started = new GenerationStarted(id, "model", 1, DIGEST);
        ObjectReference object = new ObjectReference("results", id + "/1/index.json", DIGEST, 1, "application/json");
        FacesGenerated generated =
                new FacesGenerated(id, "model", 1, DIGEST, 1, 1, object, object, object, null, "CPU", 0.1);
        SimulatedJobs.work(jdbi, KIND, transaction -> {
            outbox.add(transaction, started, "cause");
            outbox.add(transaction, generated, "cause");
        });
        projection.apply(started, Instant.now());
        projection.apply(generated, Instant.now());
    }

    /** A long time passes at once. */
    private void expire() {
        relay.turn();
        jdbi.useHandle(handle -> {
            handle.execute(
                    "UPDATE ledger SET expires_at = now() - interval '1 day', heard_at = now() - interval '8 days'");
            handle.execute("UPDATE idempotency_key SET created_at = now() - interval '8 days'");
        });
        ledger.keepHouse(Instant.now());
        jdbi.useHandle(handle -> handle.execute("UPDATE ledger SET gone_at = now() - interval '31 days'"));
        ledger.keepHouse(Instant.now());
        SimulatedJobs.purge(jdbi);
        TABLES.forEach(table -> jdbi.useHandle(handle -> handle.execute("VACUUM " + table)));
    }

    private Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        TABLES.forEach(table -> sizes.put(
                table,
                jdbi.withHandle(handle -> handle.createQuery("SELECT pg_total_relation_size('" + table + "')")
                        .mapTo(Long.class)
                        .one())));
        return sizes;
    }

    private int rows(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    /** What lives. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** One connection for all, whose commits need not outlive the server. */
    private static Jdbi single(Jdbi many) {
        Jdbi one = Jdbi.create(many.open().getConnection()).installPlugin(new PostgresPlugin());
        one.useHandle(handle -> handle.execute("SET synchronous_commit = off"));
        return one;
    }

    private static ObjectStore emptyStore() {
        return (ObjectStore) Proxy.newProxyInstance(
                GrowthTest.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> Deleted.NOTHING);
    }
}
