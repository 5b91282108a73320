package io.likeness.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.simulation.Bed;
import io.likeness.gateway.simulation.MemoryDatabase;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.MemoryOutboxTable;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.SimulatedRelay;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.trace.Traces;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ledger's statements do, on PostgreSQL and on the tables of the simulation. */
final class LedgerContractTest {
    private static final Failure BROKEN = new Failure(ErrorCode.INTERNAL_ERROR, "broken", false);

    /** A ledger on its bed, whose store remembers which prefixes were deleted. */
    private static final class Scene {
        private final Bed bed;
        private final SimulatedLedger ledger;
        private final List<String> deleted = new ArrayList<>();
        private final Instant started;

        Scene(Bed.Kind kind) {
            this.bed = Bed.of(kind);
            this.started = bed.now();
            MemoryDatabase memory = bed.memory();
            Outbox outbox = memory == null
                    ? new Outbox(new EventWriter("gateway"), Traces.MADE)
                    : SimulatedRelay.outbox("gateway", new MemoryOutboxTable(memory));
            ObjectStore store = (ObjectStore) Proxy.newProxyInstance(
                    Scene.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                        deleted.add((String) arguments[1]);
                        return Deleted.NOTHING;
                    });
            this.ledger = new SimulatedLedger(bed.jdbi(), outbox, store);
        }

        Job accept(String key) {
            return accept(Tenant.MAIN, key);
        }

        Job accept(Tenant tenant, String key) {
            return ledger.ledger()
                    .accept(
                            new Principal(tenant, null, Set.of()),
                            JobKind.GENERATION,
                            key,
                            key,
                            "cause",
                            () -> (transaction, id) -> new NewJob(
                                    new GenerateFaces(id, "model", null, 1, 1),
                                    bed.now().plus(Duration.ofHours(1))));
        }

        void tell(String id, Outcome outcome) {
            ledger.projection().apply(JobKind.GENERATION, id, bed.now(), (transaction, job) -> outcome);
        }

        /** Gateways that were started long ago. */
        void keepHouse() {
            ledger.keepHouse(started.minus(Duration.ofDays(365)));
        }

        Optional<Job> find(String id) {
            return bed.jdbi().withHandle(handle -> LedgerTable.find(handle, JobKind.GENERATION, id));
        }

        JobStatus status(String id) {
            return find(id).orElseThrow().status();
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsOnceForAKeyUntilItIsForgotten(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        Job job = scene.accept("key");
        assertEquals(JobStatus.QUEUED, job.status());
        assertEquals(job.id(), scene.accept("key").id());
        scene.bed.pass(Duration.ofHours(49));
        scene.keepHouse();
        assertTrue(!job.id().equals(scene.accept("key").id()));
    }

    @ParameterizedTest
    @EnumSource
    void tellsATenantsJobsAndKeysFromAnothers(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        Tenant other = new Tenant("acme");
        String ours = scene.accept("key").id();
        String theirs = scene.accept(other, "key").id();
        assertNotEquals(ours, theirs);
        Ledger ledger = scene.ledger.ledger();
        assertEquals(theirs, ledger.require(other, JobKind.GENERATION, theirs).id());
        List.<Executable>of(
                        () -> ledger.require(other, JobKind.GENERATION, ours),
                        () -> ledger.cancel(other, JobKind.GENERATION, ours, "cause"),
                        () -> ledger.delete(other, JobKind.GENERATION, ours, "cause"))
                .forEach(attempt -> assertEquals(
                        ErrorCode.NOT_FOUND,
                        assertThrows(LikenessException.class, attempt).code()));
        assertEquals(JobStatus.QUEUED, scene.status(ours));
    }

    @ParameterizedTest
    @EnumSource
    void followsItsOwnerToTheEndAndKeepsThat(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        String id = scene.accept("key").id();
        scene.tell(id, new Outcome.Running(Map.of("started", "yes")));
        scene.tell(id, new Outcome.Heard());
        assertEquals(JobStatus.RUNNING, scene.status(id));
        scene.tell(id, new Outcome.Succeeded(Map.of("result", "faces")));
        scene.tell(id, new Outcome.Failed(BROKEN));
        Job job = scene.find(id).orElseThrow();
        assertEquals(JobStatus.SUCCEEDED, job.status());
        assertEquals("yes", job.documents().path("started").asText());
        assertEquals("faces", job.documents().path("result").asText());
        assertNull(job.findFailure());
        assertTrue(job.times().startedAt() != null
                && job.times().endedAt() != null
                && job.times().expiresAt() != null);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatNeverStartsFallsSilentOrIsNotAnswered(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        String queued = scene.accept("queued").id();
        String silent = scene.accept("silent").id();
        scene.tell(silent, new Outcome.Running(Map.of()));
        String cancelled = scene.accept("cancelled").id();
        scene.ledger.ledger().cancel(Tenant.MAIN, JobKind.GENERATION, cancelled, "cause");
        String failed = scene.accept("failed").id();
        scene.tell(failed, new Outcome.Failed(BROKEN));
        scene.bed.pass(Duration.ofMinutes(3));
        scene.keepHouse();
        assertEquals(
                List.of(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.CANCELED, JobStatus.FAILED),
                statuses(scene, queued, silent, cancelled, failed));
        scene.bed.pass(Duration.ofMinutes(14));
        scene.keepHouse();
        assertEquals(JobStatus.FAILED, scene.status(silent));
        scene.bed.pass(Duration.ofMinutes(46));
        scene.keepHouse();
        assertEquals(JobStatus.EXPIRED, scene.status(queued));
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(scene, queued).code());
        assertEquals(BROKEN, failure(scene, failed));
    }

    private static Failure failure(Scene scene, String id) {
        return assertInstanceOf(Failure.class, scene.find(id).orElseThrow().findFailure());
    }

    private static List<JobStatus> statuses(Scene scene, String... ids) {
        return List.of(ids).stream().map(scene::status).toList();
    }

    @ParameterizedTest
    @EnumSource
    void endsNothingWhileItsGatewayIsYoung(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        String id = scene.accept("key").id();
        scene.bed.pass(Duration.ofHours(2));
        scene.ledger.keepHouse(scene.bed.now().minusSeconds(60));
        assertEquals(JobStatus.QUEUED, scene.status(id));
    }

    @ParameterizedTest
    @EnumSource
    void forgetsWhatHasExpiredAndSweepsItsObjects(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        String id = scene.accept("key").id();
        scene.tell(id, new Outcome.Succeeded(Map.of("result", "faces")));
        scene.bed.pass(Duration.ofDays(8));
        scene.keepHouse();
        assertEquals(Job.Gone.EXPIRED, scene.find(id).orElseThrow().gone());
        assertEquals("{}", scene.find(id).orElseThrow().documents().toString());
        assertEquals(List.of(id + "/"), scene.deleted);
        scene.bed.pass(Duration.ofDays(31));
        scene.keepHouse();
        assertTrue(scene.find(id).isEmpty());
        assertEquals(List.of(id + "/"), scene.deleted);
    }

    @ParameterizedTest
    @EnumSource
    void sweepsWhatIsDeletedSoonAfterItsEndOnceMore(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        String id = scene.accept("key").id();
        scene.ledger.ledger().delete(Tenant.MAIN, JobKind.GENERATION, id, "cause");
        scene.keepHouse();
        scene.keepHouse();
        assertEquals(List.of(id + "/"), scene.deleted);
        scene.bed.pass(Duration.ofHours(25));
        scene.keepHouse();
        scene.keepHouse();
        assertEquals(List.of(id + "/", id + "/"), scene.deleted, "a runner that was paused may have written");
        scene.tell(id, new Outcome.Failed(BROKEN));
        scene.keepHouse();
        assertEquals(3, scene.deleted.size(), "what comes late is swept, too");
        scene.bed.pass(Duration.ofDays(31));
        scene.keepHouse();
        assertTrue(scene.find(id).isEmpty());
    }
}
