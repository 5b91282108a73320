package io.likeness.registry.client;

import static io.likeness.registry.client.Versions.REGISTRATION;
import static io.likeness.registry.client.Versions.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HttpRegistryClientContractTest {
    private static final ModelName FACES = new ModelName("faces");
    private static final VersionRef FIRST = new VersionRef(FACES, 1);
    private static final ChangeServing CHANGE =
            new ChangeServing("change", ServingCause.PROMOTION, 1, null, false, null, "they are better", "cause");
    private static final Duration DEADLINE = Duration.ofMillis(500);
    /** For a machine with more to do than this; still less than a deadline for each attempt would come to. */
    private static final Duration MARGIN = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FaultyRegistry server = new FaultyRegistry();
    private final RegistryClient registry = client(server.url(), PATIENCE);
    private final RegistryClient hasty = client(server.url(), DEADLINE);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksWhereTheRegistryAnswers() {
        ModelSummary summary = new ModelSummary("faces", 1, VERSION, "a-rollout");
        ModelHistory history =
                new ModelHistory("faces", VERSION, List.of(VERSION), List.of(), List.of(), List.of(), Map.of());
        server.knows("/v1/models", List.of(summary));
        server.knows("/v1/models/faces", history);
        server.knows("/v1/models/faces/champion", VERSION);
        server.knows("/v1/models/faces/versions/1", VERSION);
        server.knows("/v1/champions", List.of(VERSION));
        server.knows("/v1/registrations/training%201", VERSION);
        assertEquals(List.of(summary), registry.fetchModels());
        assertEquals(Optional.of(history), registry.findModel(FACES));
        assertEquals(Optional.of(VERSION), registry.findChampion(FACES));
        assertEquals(Optional.of(VERSION), registry.findVersion(FIRST));
        assertEquals(List.of(VERSION), registry.fetchChampions());
        assertEquals(VERSION, registry.register("training 1", REGISTRATION));
        assertEquals("PUT /v1/registrations/training%201", server.requests().getLast());
        assertEquals(Optional.of(VERSION), registry.findRegistration("training 1"));
    }

    @Test
    void deletesWhereTheRegistryDoes() {
        VersionRemoval removal = new VersionRemoval("faces", 1, null);
        server.knows("/v1/models/faces/versions/1", removal);
        assertEquals(Optional.of(removal), registry.delete(FIRST, "cause"));
        assertEquals("DELETE /v1/models/faces/versions/1", server.requests().getLast());
        assertEquals(Optional.empty(), registry.delete(new VersionRef(FACES, 2), "cause"), "there never was one");
    }

    @Test
    void changesWhatServesWhereTheRegistryDoes() {
        ServingPlan plan = new ServingPlan("faces", 0, null, null, List.of());
        server.knows("/v1/models/faces/serving", plan);
        assertEquals(Optional.of(plan), registry.findServing(FACES));
        assertEquals(Optional.of(plan), registry.changeServing(FACES, CHANGE));
        assertEquals("PUT /v1/models/faces/serving", server.requests().getLast());
        assertEquals(Optional.empty(), registry.changeServing(new ModelName("others"), CHANGE), "there never was one");
    }

    @Test
    void namesVersionsWhereTheRegistryDoes() {
        AliasName winter = new AliasName("winter");
        ModelAlias alias = new ModelAlias("faces", "winter", 1, 1, List.of());
        VersionNotes notes = new VersionNotes(List.of("winter"), "soft light", Map.of());
        server.knows("/v1/models/faces/aliases/winter", alias);
        server.knows("/v1/models/faces/versions/1/notes", notes);
        server.knows("/v1/models/faces/versions/1", notes);
        server.knows("/v1/models/faces/versions", List.of(new NotedVersion(VERSION, notes)));
        assertEquals(Optional.of(alias), registry.findAlias(FACES, winter));
        assertEquals(Optional.of(alias), registry.changeAlias(FACES, winter, new ChangeAlias(1, 0L, "ada", "softer")));
        assertEquals("PUT /v1/models/faces/aliases/winter", server.requests().getLast());
        assertEquals(
                Optional.of(alias), registry.changeAlias(FACES, winter, new ChangeAlias(null, 1L, "ada", "a&b c")));
        assertEquals("DELETE /v1/models/faces/aliases/winter", server.requests().getLast());
        assertEquals("reason=a%26b%20c&by=ada&revision=1", server.lastQuery());
        assertEquals(Optional.of(notes), registry.findNotes(FIRST));
        assertEquals(
                Optional.of(notes), registry.changeNotes(FIRST, new ChangeNotes(TextNode.valueOf("soft light"), null)));
        assertEquals("PATCH /v1/models/faces/versions/1", server.requests().getLast());
        assertEquals(
                Optional.of(List.of(new NotedVersion(VERSION, notes))),
                registry.findVersions(FACES, VersionFilter.of(List.of("eyes:best"), "soft light", "winter", 50)));
        assertEquals("limit=50&tag=eyes%3Abest&text=soft%20light&alias=winter", server.lastQuery());
        assertEquals(Optional.empty(), registry.findLineage(FIRST));
        assertEquals(Optional.empty(), registry.compare(FIRST, 2));
        assertEquals("with=2", server.lastQuery());
    }

    @Test
    void takesTheRegistrysWordForAnAbsenceAtOnce() {
        assertEquals(Optional.empty(), registry.findModel(FACES));
        assertEquals(Optional.empty(), registry.findChampion(FACES));
        assertEquals(Optional.empty(), registry.findVersion(FIRST));
        assertEquals(Optional.empty(), registry.findRegistration("training"));
        assertEquals(4, server.requests().size(), "an answer is not asked for again");
    }

    @Test
    void takesTheRegistrysWordForARefusalAtOnce() {
        server.refuses("STATE_CONFLICT");
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> registry.register("training", REGISTRATION));
        assertEquals(ErrorCode.STATE_CONFLICT, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).endsWith("version: expected another"), refusal::toString);
        assertEquals(1, server.requests().size());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isUnavailableWithinItsDeadlineWhileTheRegistryHasNoSay(Fault fault) {
        server.failsAlways(fault);
        long start = System.nanoTime();
        calls().forEach(call -> {
            LikenessException failure = assertThrows(LikenessException.class, call::run, fault::name);
            assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure.code(), failure::toString);
            assertTrue(failure.retriable());
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(DEADLINE.multipliedBy(calls().count()).plus(MARGIN)) < 0, took::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SILENT", "ENDLESS_BODY"})
    void triesAgainWithinItsDeadline(Fault fault) {
        server.knows("/v1/registrations/training", VERSION);
        server.failsFirst(fault, fault);
        assertEquals(VERSION, registry.register("training", REGISTRATION));
        assertEquals(3, server.requests().size());
    }

    @Test
    void triesNoMoreOftenThanItIsTold() {
        server.failsAlways(Fault.PROXY_403);
        assertThrows(LikenessException.class, registry::fetchChampions);
        assertEquals(3, server.requests().size());
    }

    @Test
    void closesTheConnectionOfAnAnswerThatDoesNotEnd() throws InterruptedException {
        server.failsAlways(Fault.ENDLESS_BODY);
        assertThrows(LikenessException.class, hasty::fetchChampions);
        assertTrue(server.hungUp().await(10, TimeUnit.SECONDS), "the server still writes");
    }

    @Test
    void isUnavailableWhereNobodyListens() {
        server.close();
        LikenessException failure = assertThrows(LikenessException.class, hasty::fetchChampions);
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SILENT", "ENDLESS_BODY", "BARE_503"})
    void anInterruptionIsNoOutageAndIsNotLost(Fault fault) throws Exception {
        server.failsAlways(fault);
        RegistryClient patient = new HttpRegistryClient(new RegistrySettings(
                server.url(), Duration.ofSeconds(1), Duration.ofMinutes(1), 10, Duration.ofSeconds(10), 1 << 16));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                patient.fetchChampions();
                interrupted.complete(false);
            } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (LikenessException e) {
                interrupted.completeExceptionally(e);
            }
        });
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        asking.interrupt();
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
    }

    @Test
    void asksBelowAPathOfTheAddress() {
        server.knows("/registry/v1/champions", List.of());
        assertEquals(
                List.of(), client(server.url().resolve("/registry/"), PATIENCE).fetchChampions());
        assertFalse(server.requests().isEmpty());
    }

    private Stream<Runnable> calls() {
        return Stream.of(
                hasty::fetchModels,
                () -> hasty.findModel(FACES),
                () -> hasty.findChampion(FACES),
                () -> hasty.findVersion(FIRST),
                () -> hasty.findServing(FACES),
                () -> hasty.changeServing(FACES, CHANGE),
                hasty::fetchChampions,
                () -> hasty.delete(FIRST, "cause"),
                () -> hasty.findRegistration("training"),
                () -> hasty.register("training", REGISTRATION));
    }

    private static RegistryClient client(URI url, Duration deadline) {
        return new HttpRegistryClient(new RegistrySettings(
                url, Duration.ofMillis(500), deadline, 3, Duration.ofMillis(20), FaultyRegistry.TOO_MANY_BYTES / 2));
    }
}
