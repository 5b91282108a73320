package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.testkit.ArchitectureRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final int LEAST_MODULES = 15;

    /** deploy/standalone/broker/target/classes. */
    private static final int MODULE_DEPTH = 5;

    @Test
    void everyModuleKeepsTheRulesOfTheArchitecture() throws IOException {
        Path root = Path.of(System.getProperty("likeness.root"));
        try (Stream<Path> folders = Files.walk(root, MODULE_DEPTH)) {
            List<Path> classes =
                    folders.filter(folder -> folder.endsWith("target/classes")).toList();
            assertTrue(classes.size() >= LEAST_MODULES, "modules with classes: " + classes);
            ArchitectureRules.checkSystem(classes);
        }
    }
}
