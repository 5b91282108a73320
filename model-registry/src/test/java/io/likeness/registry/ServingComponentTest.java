package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingChange;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What serves, and the changes of it that somebody asks for. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class ServingComponentTest {
    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
            URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            1,
            Duration.ofMillis(100),
            1 << 23));

    @Test
    void tellsWhatServesAndEveryChangeOfIt() {
        ModelVersion first = register("first", 0.010);
        register("worse", 0.011);
        ModelVersion third = register("third", 0.009);
        ServingPlan plan = plan();
        assertEquals(2, plan.revision());
        assertEquals(3, plan.stable());
        ServingChange change = plan.changes().getFirst();
        assertEquals(
                new ServingChange(
                        change.changeId(),
                        2,
                        3,
                        1,
                        ServingCause.GATE,
                        "gate",
                        "as good as the gate has found it, on 2560 pairs of pictures",
                        change.at()),
                change);
        assertEquals(1, plan.asOf(third.registeredAt()).stable(), "until it was rolled out");
        assertEquals(0, plan.asOf(first.registeredAt().minusNanos(1000)).revision());
    }

    @Test
    void goesBackToTheVersionThatServedBefore() {
        ModelVersion first = register("first", 0.010);
        register("second", 0.009);
        ServingPlan plan = change(rollback(null, null));
        assertEquals(1, plan.stable());
        assertEquals(3, plan.revision());
        ServingChange change = plan.changes().getFirst();
        assertEquals(ServingCause.ROLLBACK, change.cause());
        assertEquals("ada", change.by());
        assertEquals("lattices in the hair", change.reason());
        assertEquals(2, change.previous());
        assertEquals(Optional.of(first), registry.findChampion(model));
        assertEquals(
                new ModelPromoted(model.value(), first, 2),
                ModelTopic.payloads(ModelTopic.await(model.value(), 7)).getLast());
        assertRefused(ErrorCode.STATE_CONFLICT, "found none", rollback(null, null), "the second was taken back itself");
    }

    @Test
    void goesBackToAVersionThatIsNamedIfItServedOnce() {
        register("first", 0.010);
        register("second", 0.009);
        register("third", 0.008);
        register("worse", 0.011);
        assertRefused(ErrorCode.STATE_CONFLICT, "served before, found 4", rollback(4, null), "it never served");
        assertEquals(2, plan().fallback());
        assertEquals(1, change(rollback(1, null)).stable());
        assertRefused(
                ErrorCode.STATE_CONFLICT, "found none", rollback(null, null), "all since the first was taken back");
        assertEquals(3, change(rollback(3, null)).stable(), "but by its number");
    }

    @Test
    void whatWasTakenBackServesAgainOnlyWhenItIsPromoted() {
        register("first", 0.010);
        register("second", 0.009);
        change(rollback(null, null));
        assertEquals(2, change(promotion(2, null, false)).stable());
        registry.delete(new VersionRef(model, 2), "cause");
        ServingPlan left = plan();
        assertEquals(1, left.stable());
        assertEquals(ServingCause.DELETION, left.changes().getFirst().cause());
        registry.delete(new VersionRef(model, 1), "cause");
        assertNull(plan().stable());
        assertEquals(6, plan().revision(), "what served when is still known");
    }

    @Test
    void aVersionThatTheGateRefusedServesOnlyWhenItIsOverruled() {
        register("first", 0.010);
        register("worse", 0.011);
        assertRefused(
                ErrorCode.STATE_CONFLICT,
                "sampleFrechetDistance 11 is above 10.5",
                promotion(2, null, false),
                "with the gate's own words");
        assertEquals(2, change(promotion(2, null, true)).stable());
        assertRefused(ErrorCode.STATE_CONFLICT, "found 2, which does", promotion(2, null, true), "it serves");
    }

    @Test
    void eachUnknownHasItsProblem() {
        register("first", 0.010);
        assertEquals(Optional.empty(), registry.changeServing(model, promotion(9, null, false)));
        assertEquals(Optional.empty(), registry.findServing(new ModelName("none-" + UUID.randomUUID())));
        assertRefused(ErrorCode.STATE_CONFLICT, "found none", rollback(null, null), "nothing served before");
        register("second", 0.009);
        registry.delete(new VersionRef(model, 1), "cause");
        assertRefused(ErrorCode.GONE, "which was deleted", rollback(1, null), "it is gone");
        assertRefused(ErrorCode.STATE_CONFLICT, "expected 2, the newest, found 1", rollback(null, 1L), "too late");
    }

    @Test
    void theSameChangeIsMadeOnce() {
        register("first", 0.010);
        register("second", 0.009);
        ChangeServing back = rollback(null, 2L);
        assertEquals(change(back), change(back));
        ChangeServing other = new ChangeServing(
                back.changeId(), ServingCause.PROMOTION, 2, null, false, null, "they are better", "cause");
        assertRefused(ErrorCode.IDEMPOTENCY_KEY_REUSED, "found another", other, "of the same id");
        change(promotion(2, 3L, false));
        assertEquals(4, change(back).revision(), "asked for again when something else has changed since");
    }

    @Test
    void ofTwoAtOnceOneWins() throws Exception {
        register("first", 0.010);
        register("second", 0.009);
        register("third", 0.008);
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes = Stream.of(1, 2)
                    .map(version -> both.submit(() -> wins(promotion(version, 3L, false))))
                    .toList();
            assertEquals(
                    1,
                    Stream.of(outcomes.get(0).get(), outcomes.get(1).get())
                            .filter(won -> won)
                            .count());
        }
        assertEquals(4, plan().revision());
    }

    private boolean wins(ChangeServing change) {
        try {
            return Objects.equals(change(change).stable(), change.version());
        } catch (LikenessException e) {
            assertEquals(ErrorCode.STATE_CONFLICT, e.code());
            return false;
        }
    }

    private ServingPlan plan() {
        return registry.findServing(model).orElseThrow();
    }

    private ServingPlan change(ChangeServing change) {
        return registry.changeServing(model, change).orElseThrow();
    }

    private void assertRefused(ErrorCode code, String detail, ChangeServing change, String why) {
        Executable attempt = () -> change(change);
        LikenessException refusal = assertThrows(LikenessException.class, attempt, why);
        assertEquals(code, refusal.code(), why);
        assertTrue(String.valueOf(refusal.getMessage()).contains(detail), refusal::toString);
    }

    private static ChangeServing rollback(@Nullable Integer version, @Nullable Long revision) {
        return new ChangeServing(
                UUID.randomUUID().toString(),
                ServingCause.ROLLBACK,
                version,
                revision,
                false,
                "ada",
                "lattices in the hair",
                "cause");
    }

    private static ChangeServing promotion(int version, @Nullable Long revision, boolean overrule) {
        return new ChangeServing(
                UUID.randomUUID().toString(),
                ServingCause.PROMOTION,
                version,
                revision,
                overrule,
                null,
                "they are better",
                "cause");
    }

    private ModelVersion register(String training, double loss) {
        TrainedVersion trained = TrainedVersion.store(store, model.value(), model + "-" + training, loss);
        ModelVersion registered = registry.register(trained.trainingId(), trained.request());
        TestEvaluator.answer(() -> registry.findModel(model).orElseThrow(), registry);
        return registered;
    }
}
