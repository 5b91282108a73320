package io.likeness.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
final class GeneratorRestartComponentTest {
    /** 128 and SIGTERM. */
    private static final int TERMINATED = 143;

    @Test
    void findsTheChampionsByItselfAfterAKillAndWithoutAnEvent() throws Exception {
        TestPlatform.shared().startAll();
        TinyModel model = new TinyModel(TestStore.open(), "model-" + UUID.randomUUID());
        try (RegistryStub registry = RegistryStub.start();
                Bus bus = new Bus()) {
            registry.away(true);
            String waiting;
            try (GeneratorProcess generator = GeneratorProcess.start(registry.address())) {
                waiting = bus.ask(model.name(), null, 4, 1);
            }
            registry.know(model.version(1));
            registry.away(false);
            try (GeneratorProcess generator = GeneratorProcess.start(registry.address())) {
                assertEquals(4, bus.awaitFaces(waiting).count());
                assertEquals(
                        1, bus.awaitFaces(bus.ask(model.name(), null, 1, 1)).version());
                assertEquals(TERMINATED, generator.terminate());
            }
            assertEquals(1, bus.awaitEnds(waiting, 1).size());
        }
    }
}
