package io.likeness.benchmarks.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepsTest {
    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();

    @Test
    void goesOnBehindTheLastFinishedStep() throws IOException {
        assertThrows(IOException.class, () -> both(true));
        assertEquals(List.of("first", "second"), ran);
        assertEquals(3, both(false));
        assertEquals(List.of("first", "second", "second"), ran);
        assertEquals(3, both(true));
        assertEquals(List.of("first", "second", "second"), ran);
    }

    private int both(boolean broken) throws IOException {
        Steps steps = new Steps(folder.resolve("work"));
        int first = steps.once("first.json", Integer.class, () -> result("first", false, 1));
        return steps.once("second.json", Integer.class, () -> first + result("second", broken, 2));
    }

    private int result(String name, boolean broken, int value) throws IOException {
        ran.add(name);
        if (broken) {
            throw new IOException(name);
        }
        return value;
    }
}
