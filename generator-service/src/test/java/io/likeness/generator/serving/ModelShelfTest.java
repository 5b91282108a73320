package io.likeness.generator.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.Settings;
import io.likeness.generator.decoding.LoadedModels;
import io.likeness.generator.decoding.RecordingLoader;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelShelfTest {
    private final List<String> loads = new ArrayList<>();
    private final ModelShelf shelf = shelfOfTwo();

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void wantsChampionsOfModelsInUseAndOthersWhileThereIsRoom() {
        assertTrue(shelf.wants("first"));
        champions("first", "second").forEach(shelf::promote);
        assertTrue(shelf.wants("first"));
        assertFalse(shelf.wants("third"));
        assertEquals(Set.of("first", "second"), shelf.championNames());
    }

    @Test
    void forgetsTheChampionOfAModelThatMadeRoomForOthers() {
        champions("first", "second", "third").forEach(shelf::promote);
        assertEquals(Set.of("second", "third"), shelf.championNames());
        assertFalse(shelf.wants("first"));
        assertInstanceOf(Lent.class, shelf.borrow("second", null)).lease().close();
        assertEquals(List.of("first", "second", "third"), loads);
    }

    @Test
    void keepsAsChampionTheNewerVersionWhenTheOlderMakesRoom() {
        shelf.promote(LoadedModels.version("first", 1));
        shelf.promote(LoadedModels.version("first", 2));
        shelf.promote(LoadedModels.version("second", 1));
        assertEquals(Set.of("first", "second"), shelf.championNames());
    }

    @Test
    void loadsAnotherVersionOfAKnownChampion() {
        shelf.promote(LoadedModels.version("first", 1));
        shelf.promote(LoadedModels.version("first", 2));
        assertEquals(List.of("first", "first"), loads);
        assertEquals(2, shelf.findKnownChampion("first").orElseThrow().version());
    }

    @Test
    void forgetsADeletedVersionAndLoadsItNoMoreThanItIsAskedFor() {
        shelf.promote(LoadedModels.version("first", 1));
        shelf.promote(LoadedModels.version("first", 2));
        assertEquals(List.of(VersionRef.of("first", 1)), shelf.otherVersions());

        shelf.forget(VersionRef.of("first", 1));
        assertEquals(List.of(), shelf.otherVersions());
        assertEquals(2, shelf.findKnownChampion("first").orElseThrow().version());

        shelf.forget(VersionRef.of("first", 2));
        assertEquals(Set.of(), shelf.championNames());
        assertThrows(LikenessException.class, () -> shelf.borrow("first", 2), "the registry is asked, and is away");
    }

    private static List<ModelVersion> champions(String... names) {
        return List.of(names).stream()
                .map(name -> LoadedModels.version(name, 1))
                .toList();
    }

    private ModelShelf shelfOfTwo() {
        GeneratorConfiguration configuration =
                Settings.of(GeneratorConfiguration.class, Map.of("likeness.generator.loaded-models", "2"));
        RegistryClient registry = new HttpRegistryClient(RegistryBeans.settings(
                Settings.of(RegistryConfiguration.class, Map.of("likeness.registry.url", "http://127.0.0.1:1"))));
        return new ModelShelf(
                RecordingLoader.into(loads, configuration), registry, configuration, new SimpleMeterRegistry());
    }
}
