package io.likeness.trainer;

import io.likeness.testkit.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Gives the service a work folder of its own and a registry's address at which a test may start one. */
public final class TrainerResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path work = Files.createTempDirectory(Path.of("target"), "trainer-work-");
            return Map.of(
                    "likeness.trainer.work-folder",
                    work.toAbsolutePath().toString(),
                    "likeness.trainer.sweep-interval",
                    "1s",
                    "likeness.registry.url",
                    "http://127.0.0.1:" + FreePorts.one());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
