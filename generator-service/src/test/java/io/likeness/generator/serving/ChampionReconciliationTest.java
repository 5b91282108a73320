package io.likeness.generator.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.VersionRef;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.Settings;
import io.likeness.generator.decoding.LoadedModels;
import io.likeness.generator.decoding.RecordingLoader;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a registry that is away, so that an event's own content counts, and room for one model. */
final class ChampionReconciliationTest {
    private final List<String> loads = new ArrayList<>();
    private final GeneratorConfiguration configuration =
            Settings.of(GeneratorConfiguration.class, Map.of("likeness.generator.loaded-models", "1"));
    private final RegistryClient registry = new HttpRegistryClient(RegistryBeans.settings(
            Settings.of(RegistryConfiguration.class, Map.of("likeness.registry.url", "http://127.0.0.1:1"))));
    private final ModelShelf shelf = new ModelShelf(
            RecordingLoader.into(loads, configuration), registry, configuration, new SimpleMeterRegistry());
    private final ChampionReconciliation reconciliation = new ChampionReconciliation(registry, shelf, configuration);

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void loadsWhatIsPromotedWhileThereIsRoom() {
        reconciliation.promoted(LoadedModels.version("first", 1));
        assertEquals(List.of("first"), loads);
    }

    @ParameterizedTest
    @CsvSource({"reconcile-interval, 99ms", "reconcile-interval, 25h", "reconcile-retry, 9ms", "reconcile-retry, 61m"})
    void refusesATimeOutOfItsRange(String key, String value) {
        GeneratorConfiguration odd =
                Settings.of(GeneratorConfiguration.class, Map.of("likeness.generator." + key, value));
        LikenessException refused =
                assertThrows(LikenessException.class, () -> new ChampionReconciliation(registry, shelf, odd));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("likeness.generator." + key + " (ms): expected"),
                refused::toString);
    }

    @Test
    void leavesAModelThatNobodyUsesHereUntilItIsAskedFor() {
        reconciliation.promoted(LoadedModels.version("first", 1));
        reconciliation.promoted(LoadedModels.version("second", 1));
        assertEquals(List.of("first"), loads);
    }

    @Test
    void servesAVersionNoMoreThatWasDeleted() {
        reconciliation.promoted(LoadedModels.version("first", 1));
        reconciliation.deleted(VersionRef.of("first", 1));
        assertTrue(shelf.findKnownChampion("first").isEmpty());
        assertTrue(shelf.wants("second"), "it has made room");
    }

    @Test
    void swapsTheChampionOfAModelInUse() {
        reconciliation.promoted(LoadedModels.version("first", 1));
        reconciliation.promoted(LoadedModels.version("first", 2));
        assertEquals(2, shelf.findKnownChampion("first").orElseThrow().version());
    }
}
