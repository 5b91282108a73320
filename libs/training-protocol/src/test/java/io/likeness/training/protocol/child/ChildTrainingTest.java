package io.likeness.training.protocol.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The child is no JVM: what stands for {@code java} is a shell script. */
@Timeout(30)
final class ChildTrainingTest {
    @TempDir
    private Path folder;

    @Test
    void theFirstLineThatAChildReadsIsTheRequest() throws IOException {
        String answer = "{\"type\":\"suspended\",\"file\":\"checkpoint-1.bin\",\"epoch\":1}";
        try (ChildTraining child =
                start("read -r request; echo \"$request\" > " + folder + "/read; echo '" + answer + "'")) {
            assertEquals(new TrainingUpdate.Suspended("checkpoint-1.bin", 1), child.next());
        }
        assertEquals(request(), Json.decode(Files.readAllBytes(folder.resolve("read")), TrainingRequest.class));
    }

    @Test
    void whatIsNoUpdateIsPassedOver() throws IOException {
        try (ChildTraining child = start("echo 'OpenMP: warning'; echo '{\"type\":\"cancelled\"}'")) {
            assertEquals(new TrainingUpdate.Cancelled(), child.next());
        }
    }

    @Test
    void aChildThatDiesInTheMiddleOfALineIsAFailureThatMayBeTriedAgain() throws IOException {
        try (ChildTraining child = start("read request; printf '{\"type\":\"started\",\"param'; exit 9")) {
            Failure expected = new Failure(ErrorCode.TRAINING_FAILED, "the training process died (exit code 9)", true);
            assertEquals(new TrainingUpdate.Failed(expected), child.next());
        }
    }

    @Test
    void suspendedOnRequest() throws IOException {
        String answer = "{\"type\":\"suspended\",\"file\":\"checkpoint-3.bin\",\"epoch\":2}";
        String script = "read request; read order; test \"$order\" = '{\"type\":\"suspend\"}' && echo '" + answer + "'";
        try (ChildTraining child = start(script)) {
            child.suspend();
            assertEquals(new TrainingUpdate.Suspended("checkpoint-3.bin", 2), child.next());
        }
    }

    @Test
    void isGoneOnceClosedEvenWhereTheCallerIsInterrupted() throws IOException {
        ChildTraining child = start("exec sleep 60");
        Thread.currentThread().interrupt();
        child.close();
        assertTrue(Thread.interrupted(), "the interruption is left to the caller");
        assertEquals(137, child.exitCode());
    }

    @Test
    void unpacksIntoTheFolderOfItsRun() throws IOException {
        String answer = "{\"type\":\"suspended\",\"file\":\"checkpoint-3.bin\",\"epoch\":2}";
        try (ChildTraining child =
                start("case \"$*\" in *\" -Djava.io.tmpdir=" + folder + " \"*) echo '" + answer + "';; esac")) {
            assertEquals(new TrainingUpdate.Suspended("checkpoint-3.bin", 2), child.next());
        }
    }

    private ChildTraining start(String script) throws IOException {
        Path home = folder.resolve("home");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        return ChildTraining.start(new ChildCommand(home, "none", 128, 256, folder), request());
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
