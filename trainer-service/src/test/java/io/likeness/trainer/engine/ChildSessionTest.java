package io.likeness.trainer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.child.ChildCommand;
import io.likeness.training.protocol.child.ChildTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ChildSessionTest {
    private static final String DIES_IN_THE_MIDDLE_OF_A_LINE = """
            #!/bin/sh
            read request
            echo 'java.lang.Error: /secret' >&2
            printf '{"type":"started","param'
            exit 9
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    @Timeout(30)
    void tellsTheDeathOfTheChildWithoutTheWordsOfItsLog() throws Exception {
        Path log = folder.resolve("training.log");
        ChildTraining child = ChildTraining.start(script(DIES_IN_THE_MIDDLE_OF_A_LINE), request(), log);
        try (ChildSession session = ChildSession.follow(child, log)) {
            assertEquals(
                    Optional.of(new EngineEvent.Crashed("the training process died (exit code 9)")),
                    session.next(PATIENCE));
        }
        assertEquals("java.lang.Error: /secret\n", Files.readString(log));
    }

    private ChildCommand script(String text) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, text);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        return new ChildCommand(folder, "none", 128, 256, folder);
    }

    private TrainingRequest request() {
        CacheFile images = new CacheFile(folder.resolve("images.u8").toString(), 1);
        return new TrainingRequest(
                TrainingConfiguration.seedPreset(),
                images,
                images,
                images,
                folder.toString(),
                1,
                1,
                Device.AUTO,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                null,
                null,
                null);
    }
}
