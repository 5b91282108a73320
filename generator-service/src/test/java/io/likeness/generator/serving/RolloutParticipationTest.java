package io.likeness.generator.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.rollout.Moments;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.Settings;
import io.likeness.generator.decoding.LoadedModels;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.decoding.ModelLoader;
import io.likeness.generator.decoding.RecordingLoader;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a generator does for a rollout, and which version it takes for a request whose version the gateway chose; the registry is away. */
final class RolloutParticipationTest {
    private final GeneratorConfiguration configuration = Settings.of(GeneratorConfiguration.class, Map.of());
    private final RegistryClient registry = new HttpRegistryClient(RegistryBeans.settings(
            Settings.of(RegistryConfiguration.class, Map.of("likeness.registry.url", "http://127.0.0.1:1"))));
    private final List<String> loads = new ArrayList<>();
    private final ModelShelf shelf = shelf(RecordingLoader.into(loads, configuration));
    private final RolloutParticipation rollouts = new RolloutParticipation(registry, shelf, configuration);
    private final ChosenVersions chosen = new ChosenVersions(shelf, registry, rollouts);

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void loadsTheCandidateAndThenDrawsPairs() {
        shelf.promote(version(1));
        Trial trial = new Trial(rollout(0), shelf, "one");
        assertFalse(trial.report().warm());
        trial.work();
        assertTrue(trial.report().warm());
        trial.work();
        assertEquals(0, trial.report().drawn(), "nobody is answered by it yet");
        trial.heard(rollout(50));
        trial.work();
        RolloutReport report = trial.report();
        assertEquals(50, report.share());
        assertTrue(report.drawn() >= 4, report::toString);
        Moments brightness = report.evidence().getOrDefault("brightness", Moments.NONE);
        assertEquals(report.drawn(), brightness.count());
        assertEquals(0, brightness.mean(), "both are the same network");
        trial.asked(false);
        assertEquals(1, trial.report().failed());
        assertEquals(report.drawn() + 1, trial.report().drawn());
    }

    @Test
    void saysWhyTheCandidateCannotBeLoaded() {
        LikenessException refusal =
                new LikenessException(ErrorCode.MODEL_UNUSABLE, "image: expected values in [0, 1], found NaN");
        ModelShelf broken = shelf(RecordingLoader.refusing(refusal, configuration));
        Trial trial = new Trial(rollout(0), broken, "one");
        assertNull(trial.report().failure());
        trial.work();
        Failure failure = trial.report().failure();
        assertEquals(ErrorCode.MODEL_UNUSABLE, failure == null ? null : failure.code());
    }

    @Test
    void takesTheVersionThatWasChosen() {
        shelf.promote(version(1));
        shelf.promote(version(2));
        assertEquals(1, borrowed(1, null), "though another one serves by now");
        assertEquals(2, borrowed(2, null));
    }

    @Test
    void takesTheChampionInsteadOfOneThatWasTakenBack() {
        shelf.ready(version(3));
        shelf.promote(version(2));
        assertEquals(2, borrowed(3, null));
    }

    @Test
    void aCandidateDrawsWhileItIsRolledOutAndNotAfterwards() {
        shelf.ready(version(3));
        shelf.promote(version(2));
        assertTrue(rollouts.adopt(List.of(rollout(50, 3))));
        assertEquals(3, borrowed(3, "rollout"));
        rollouts.heard(new RolloutChanged("faces", "rollout", 3, version(3), 2, 0, RolloutState.ROLLED_BACK, "a test"));
        assertEquals(2, borrowed(3, "rollout"), "though the registry is away");
        shelf.promote(version(4));
        assertEquals(4, borrowed(3, "rollout"), "also when a newer one serves by then");
        assertEquals(3, borrowed(3, null), "which is no matter to what was champion once");
    }

    private int borrowed(int version, @Nullable String rollout) {
        GenerateFaces command = new GenerateFaces("job", "faces", version, true, rollout, 1, 1, null, null);
        try (ModelLease lease =
                assertInstanceOf(Lent.class, chosen.borrow(command)).lease()) {
            return lease.version().version();
        }
    }

    private ModelShelf shelf(ModelLoader loader) {
        return new ModelShelf(loader, registry, configuration, new SimpleMeterRegistry());
    }

    private static ModelVersion version(int number) {
        return LoadedModels.version("faces", number);
    }

    private static Rollout rollout(int share) {
        return rollout(share, 2);
    }

    private static Rollout rollout(int share, int candidate) {
        return new Rollout(
                "rollout",
                "faces",
                1,
                version(candidate),
                candidate - 1,
                share == 0 ? RolloutState.WARMING : RolloutState.WAITING_FOR_EVIDENCE,
                share,
                "a test",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
