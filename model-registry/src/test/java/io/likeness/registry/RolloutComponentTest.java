package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.ChangeRollout.Wish;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that come to serve step by step, by what generators report of them. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class RolloutComponentTest {
    private static final long ENOUGH = 512;

    @Inject
    Jdbi jdbi;

    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
            URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            1,
            Duration.ofMillis(100),
            1 << 23));
    private final TestGenerator one = new TestGenerator("one-" + model, registry);
    private final TestGenerator other = new TestGenerator("other-" + model, registry);

    /** Only those of one test are there. */
    @BeforeEach
    @AfterEach
    void forgetGenerators() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM generator"));
    }

    @Test
    void goesOnStepByStepOnEvidence() {
        Rollout begun = begun();
        assertEquals(RolloutState.WARMING, begun.state());
        assertEquals(1, plan().stable(), "nobody has loaded it");
        List<Integer> shares = List.of(50, 250, 500, 1000);
        for (int i = 0; i < shares.size(); i++) {
            Rollout now = one.report(TestGenerator.good(rollout(), (i + 1) * ENOUGH));
            assertEquals(shares.get(i), now.share());
            assertEquals(RolloutState.WAITING_FOR_EVIDENCE, now.state());
            assertEquals(1, plan().stable());
        }
        assertEquals(1000, one.report(TestGenerator.good(rollout(), 4 * ENOUGH)).share());
        assertEquals(
                RolloutState.WAITING_FOR_EVIDENCE,
                rollout().state(),
                "the last step has brought no evidence of its own");
        Rollout live = one.report(TestGenerator.good(rollout(), 5 * ENOUGH));
        assertEquals(RolloutState.LIVE, live.state());
        assertEquals(2, plan().stable());
        assertEquals(ServingCause.GATE, plan().changes().getFirst().cause());
        assertTrue(one.report().stream().noneMatch(open -> open.id().equals(live.id())));
        assertEquals(
                List.of(6L, 5L, 4L, 3L, 2L, 1L),
                live.changes().stream().map(Rollout.Change::revision).toList());
        assertEquals(
                List.of(1000, 1000, 500, 250, 50, 0),
                live.changes().stream().map(Rollout.Change::share).toList());
        assertEquals(
                List.of(live.state(), live.reason(), live.endedAt()),
                List.of(
                        live.changes().getFirst().state(),
                        live.changes().getFirst().reason(),
                        live.changes().getFirst().at()));
        assertEquals(
                List.of(0, 50, 250, 500, 1000, 1000),
                ModelTopic.rollouts(model.value(), 6).stream()
                        .map(RolloutChanged::share)
                        .toList());
    }

    @Test
    void waitsForEveryGeneratorThatIsThere() {
        Rollout begun = begun();
        other.report();
        assertEquals(
                RolloutState.WARMING,
                one.report(TestGenerator.good(begun, ENOUGH)).state(),
                "the other has not loaded it");
        assertEquals(50, other.report(TestGenerator.good(begun, 0)).share());
        one.report(TestGenerator.good(rollout(), 2 * ENOUGH));
        assertEquals(50, rollout().share(), "the other has not heard of the step");
        other.report(TestGenerator.good(rollout(), 0));
        assertEquals(250, rollout().share());
    }

    @Test
    void littleEvidenceNeitherPromotesNorFails() {
        begun();
        one.report(TestGenerator.good(rollout(), 0));
        for (int i = 0; i < 5; i++) {
            Rollout waiting = one.report(TestGenerator.good(rollout(), 20));
            assertEquals(List.of(50, RolloutState.WAITING_FOR_EVIDENCE), List.of(waiting.share(), waiting.state()));
        }
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE rollout SET deadline = now() WHERE model_name = :name")
                .bind("name", model.value())
                .execute());
        Rollout ended = one.report(TestGenerator.good(rollout(), 20));
        assertEquals(RolloutState.EXPIRED, ended.state());
        assertEquals("there was too little evidence at 50 thousandths of requests by the deadline", ended.reason());
        assertEquals(1, plan().stable());
    }

    @Test
    void isTakenBackWhereItsPicturesAreNotWhatTheGateSaw() {
        begun();
        one.report(TestGenerator.good(rollout(), 0));
        Rollout bad = one.report(TestGenerator.report(rollout(), true, null, 64, 0, 0.03));
        assertEquals(RolloutState.ROLLED_BACK, bad.state());
        assertTrue(bad.reason().startsWith("brightness lies between 0.02"), bad::toString);
        assertEquals(1, plan().stable());
        Rollout late = one.report(TestGenerator.good(bad, ENOUGH));
        assertEquals(bad, late, "reports of an ended rollout are not heard");
    }

    @Test
    void isTakenBackWhereItFails() {
        begun();
        one.report(TestGenerator.good(rollout(), 0));
        Rollout bad = one.report(TestGenerator.report(rollout(), true, null, 64, 60, 0));
        assertEquals(RolloutState.ROLLED_BACK, bad.state());
        assertTrue(bad.reason().startsWith("failures lies between"), bad::toString);
    }

    @Test
    void isTakenBackWhereAGeneratorCannotLoadIt() {
        Rollout begun = begun();
        Failure failure = new Failure(ErrorCode.MODEL_UNUSABLE, "image: expected values in [0, 1], found NaN", false);
        Rollout bad = one.report(TestGenerator.report(begun, false, failure, 0, 0, 0));
        assertEquals(RolloutState.ROLLED_BACK, bad.state());
        assertTrue(bad.reason().contains("image: expected values in [0, 1], found NaN"), bad::toString);
    }

    @Test
    void isHeldAndLetGoOn() {
        Rollout begun = begun();
        Rollout paused = change(begun, Wish.PAUSE, null);
        assertEquals(RolloutState.PAUSED, paused.state());
        assertEquals("ada", paused.by());
        assertEquals(paused, change(begun, Wish.PAUSE, null), "the same wish again");
        assertEquals(
                RolloutState.PAUSED,
                one.report(TestGenerator.good(rollout(), ENOUGH)).state());
        assertConflict(begun, Wish.RESUME, 1L);
        assertEquals(RolloutState.WARMING, change(begun, Wish.RESUME, 2L).state());
        assertConflict(begun, Wish.RESUME, null);
        assertEquals(50, one.report(TestGenerator.good(rollout(), ENOUGH)).share());
    }

    @Test
    void aPersonPromotesOrEndsIt() {
        Rollout first = begun();
        assertEquals(RolloutState.LIVE, change(first, Wish.PROMOTE, null).state());
        assertEquals(2, plan().stable());
        assertEquals("ada", plan().changes().getFirst().by());
        assertConflict(first, Wish.ROLLBACK, null);
        passed("third", 0.008);
        Rollout second = rollout();
        assertEquals(second.id(), summary().rollout());
        assertEquals(
                RolloutState.ROLLED_BACK, change(second, Wish.ROLLBACK, null).state());
        assertEquals(2, plan().stable());
        assertNull(summary().rollout());
        assertEquals(
                List.of(second.id(), first.id()),
                registry.fetchRollouts(model).stream().map(Rollout::id).toList());
        assertEquals(Optional.empty(), registry.findRollout("none"));
    }

    @Test
    void ofTwoPeopleAtOnceOneDecides() throws Exception {
        Rollout begun = begun();
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes = Stream.of("ada", "bob")
                    .map(person -> both.submit(() -> promotes(begun, person)))
                    .toList();
            assertNotEquals(outcomes.get(0).get(), outcomes.get(1).get());
            assertEquals(
                    outcomes.get(0).get() ? "ada" : "bob",
                    plan().changes().getFirst().by());
        }
        assertEquals(2, plan().changes().size());
    }

    private boolean promotes(Rollout rollout, String person) {
        try {
            return person.equals(
                    registry.changeRollout(rollout.id(), new ChangeRollout(Wish.PROMOTE, null, person, "a look at it"))
                            .orElseThrow()
                            .by());
        } catch (LikenessException e) {
            assertEquals(ErrorCode.STATE_CONFLICT, e.code());
            return false;
        }
    }

    @Test
    void endsWhereSomethingElseServesOrItsVersionIsDeleted() {
        Rollout first = begun();
        passed("third", 0.008);
        assertEquals(
                "version 3, which is newer, is rolled out",
                registry.findRollout(first.id()).orElseThrow().reason());
        Rollout second = rollout();
        ChangeServing promotion = new ChangeServing(
                UUID.randomUUID().toString(), ServingCause.PROMOTION, 2, null, true, "ada", "a try", "cause");
        registry.changeServing(model, promotion);
        one.report();
        Rollout superseded = registry.findRollout(second.id()).orElseThrow();
        assertEquals(RolloutState.SUPERSEDED, superseded.state());
        assertEquals("version 2 serves by now", superseded.reason());
        passed("fourth", 0.007);
        Rollout third = rollout();
        registry.delete(new VersionRef(model, 4), "cause");
        one.report();
        assertTrue(one.report().stream().noneMatch(open -> open.id().equals(third.id())));
        assertEquals(2, plan().stable());
    }

    @Test
    void whatPassedServesWhereNothingElseDoesAnyMore() {
        Rollout begun = begun();
        registry.delete(new VersionRef(model, 1), "cause");
        one.report();
        assertEquals(
                RolloutState.LIVE,
                registry.findRollout(begun.id()).orElseThrow().state());
        assertEquals(2, plan().stable());
    }

    @Test
    void anOlderVersionDoesNotEndTheRolloutOfANewerOne() {
        register("first", 0.010);
        register("second", 0.009);
        register("third", 0.009);
        TestEvaluator.decideNewest(() -> registry.findModel(model).orElseThrow());
        Rollout third = rollout();
        TestEvaluator.decide(() -> registry.findModel(model).orElseThrow());
        assertEquals(third, rollout());
        assertEquals(3, third.candidate().version());
        assertTrue(registry.findModel(model).orElseThrow().decisions().stream()
                .anyMatch(decision ->
                        decision.version() == 2 && decision.reason().equals("version 3, which is newer, was quicker")));
    }

    /** The first version serves, and the second has passed the gate. */
    private Rollout begun() {
        register("first", 0.010);
        passed("second", 0.009);
        return rollout();
    }

    private void passed(String training, double loss) {
        register(training, loss);
        TestEvaluator.decide(() -> registry.findModel(model).orElseThrow());
    }

    private Rollout rollout() {
        return registry.fetchRollouts(model).getFirst();
    }

    private ModelSummary summary() {
        return registry.fetchModels().stream()
                .filter(summary -> summary.name().equals(model.value()))
                .findFirst()
                .orElseThrow();
    }

    private ServingPlan plan() {
        return registry.findServing(model).orElseThrow();
    }

    private Rollout change(Rollout rollout, Wish wish, @Nullable Long revision) {
        return registry.changeRollout(rollout.id(), new ChangeRollout(wish, revision, "ada", "a look at it"))
                .orElseThrow();
    }

    private void assertConflict(Rollout rollout, Wish wish, @Nullable Long revision) {
        ChangeRollout other = new ChangeRollout(wish, revision, "bob", "another look");
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> registry.changeRollout(rollout.id(), other));
        assertEquals(ErrorCode.STATE_CONFLICT, refusal.code());
    }

    private ModelVersion register(String training, double loss) {
        TrainedVersion trained = TrainedVersion.store(store, model.value(), model + "-" + training, loss);
        return registry.register(trained.trainingId(), trained.request());
    }
}
