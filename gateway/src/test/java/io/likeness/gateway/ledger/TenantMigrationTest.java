package io.likeness.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.testkit.TestPlatform;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of a gateway from before there were tenants, in a schema that nobody else has here. */
final class TenantMigrationTest {
    private static final String ROLE = "trainer";
    private static final String BEFORE = "190";

    private final TestPlatform platform = TestPlatform.shared();
    private final Jdbi jdbi = Jdbi.create(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE));

    @BeforeEach
    @AfterEach
    void clear() {
        flyway("latest").clean();
    }

    @Test
    void givesWhatWasThereToTheOperator() {
        flyway(BEFORE).migrate();
        jdbi.useHandle(handle -> {
            fill(handle);
            flyway("latest").migrate();
            for (String table : List.of("ledger", "upload", "arrival", "webhook", "erasure", "idempotency_key")) {
                assertEquals(List.of("main"), texts(handle, "SELECT tenant FROM " + table), table);
            }
            assertEquals(
                    List.of("declared", "heard", "served", "shadowed", "trained"),
                    texts(handle, "SELECT name FROM model_owner WHERE tenant = 'main' ORDER BY name"));
            handle.execute("INSERT INTO idempotency_key (tenant, operation, key, fingerprint, job_id)"
                    + " VALUES ('acme', 'training', 'key', 'f', 'other')");
            handle.execute("INSERT INTO erasure (id, sha256, correlation_id, uploads, generations, tenant)"
                    + " VALUES ('f', 'e', 'c', '[]', '[]', 'acme')");
        });
    }

    /** As a list is asked for, of a tenant among others with as much. */
    @Test
    void servesATenantsListsByAnIndex() {
        flyway("latest").migrate();
        jdbi.useHandle(handle -> {
            handle.execute("INSERT INTO ledger (kind, id, correlation_id, command, deadline, tenant, created_at)"
                    + " SELECT 'generation', 'g' || n, 'c', '{}', now(), 'tenant-' || n % 50, now() - n * interval '1 s'"
                    + " FROM generate_series(1, 20000) n");
            handle.execute("ANALYZE ledger");
            String plan = String.join(
                    "\n",
                    texts(
                            handle,
                            "EXPLAIN SELECT id FROM ledger WHERE tenant = 'tenant-7' AND kind = 'generation' AND gone IS NULL"
                                    + " ORDER BY created_at DESC, id DESC LIMIT 51"));
            assertTrue(plan.contains("using ledger_listed"), plan);
            assertTrue(!plan.contains("Sort"), plan);
        });
    }

    private static void fill(Handle handle) {
        handle.execute("INSERT INTO ledger (kind, id, correlation_id, command, deadline)"
                + " VALUES ('training', 't', 'c', '{\"modelName\": \"trained\"}', now())");
        handle.execute("INSERT INTO upload (id, file_name, bytes, sha256) VALUES ('u', 'a.zip', 1, 'a')");
        handle.execute("INSERT INTO arrival (id, file_name, correlation_id, expires_at, piece, digest)"
                + " VALUES ('a', 'a.zip', 'c', now(), false, '')");
        handle.execute("INSERT INTO webhook (id, url, secret) VALUES ('w', 'https://example.com', '')");
        handle.execute("INSERT INTO erasure (id, sha256, correlation_id, uploads, generations)"
                + " VALUES ('e', 'e', 'c', '[]', '[]')");
        handle.execute("INSERT INTO idempotency_key (operation, key, fingerprint, job_id)"
                + " VALUES ('training', 'key', 'f', 't')");
        handle.execute("INSERT INTO model (name, champion, promoted_at) VALUES ('served', 1, now())");
        handle.execute("INSERT INTO model_version (name, version) VALUES ('served', 1), ('heard', 1)");
        handle.execute("INSERT INTO shadow (model, version, share, until, reason, changed_at)"
                + " VALUES ('shadowed', 1, 1, now(), 'r', now())");
        handle.execute("INSERT INTO training_policy (model, revision, document, changed_at)"
                + " VALUES ('declared', 1, '{}', now())");
    }

    private static List<String> texts(Handle handle, String query) {
        return handle.createQuery(query).mapTo(String.class).list();
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE))
                .schemas(ROLE)
                .defaultSchema(ROLE)
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .target(target)
                .cleanDisabled(false)
                .load();
    }
}
