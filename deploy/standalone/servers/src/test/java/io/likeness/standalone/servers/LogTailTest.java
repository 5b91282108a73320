package io.likeness.standalone.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsAShortLogWhole() throws IOException {
        assertEquals("started\nready\n", LogTail.read(log("started\nready\n")));
    }

    @Test
    void readsOnlyTheEndOfALongLog() throws IOException {
        String end = "x".repeat(LogTail.MOST_BYTES - 6) + "ready\n";
        assertEquals(end, LogTail.read(log("started\n" + end)));
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("server.log"), text);
    }
}
