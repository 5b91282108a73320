package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationRulesTest {
    private static final String SAMPLES = "io.likeness.testkit.samples.settings.";
    private static final List<String> GOOD = List.of(
            "likeness.good.limits.length = 10",
            "likeness.good.longest-wait = PT5S",
            "likeness.good.most = (none)",
            "likeness.good.others.<name> = (none)",
            "likeness.good.url = (required)");

    @TempDir
    private Path module;

    @Test
    void passesWhatIsDocumentedAndRecorded() throws IOException {
        record(GOOD);
        write(
                "README.md",
                "`likeness.good.longest-wait`, `likeness.good.limits` and the topic `likeness.good.event.v1`");
        assertDoesNotThrow(() -> check("good"));
    }

    @Test
    void refusesAKeyWithoutCommentANumberWithoutRangeAndADefaultThatIsNone() {
        String broken = broken("careless");
        assertTrue(broken.contains("likeness.careless.silent: has no comment"), broken);
        assertTrue(broken.contains("likeness.careless.boundless: its comment gives no range"), broken);
        assertTrue(broken.contains("CarelessConfiguration: its defaults cannot be read"), broken);
        assertFalse(broken.contains("likeness.careless.attempts: "), broken);
    }

    @Test
    void refusesADefaultOrAKeyThatIsNotRecorded() throws IOException {
        record(GOOD.stream().map(line -> line.replace("= 10", "= 11")).toList());
        assertTrue(broken("good").contains("likeness.good.limits.length = 10"));
        record(GOOD.subList(1, GOOD.size()));
        assertTrue(broken("good").contains("likeness.good.limits.length = 10"));
    }

    @Test
    void refusesADocumentOrAPropertyOfAKeyThatThereIsNot() throws IOException {
        record(GOOD);
        write("README.md", "| `likeness.good.wait` | 5s |");
        write("src/main/resources/application.properties", "%test.likeness.good.mots=1");
        String broken = broken("good");
        assertTrue(broken.contains("likeness.good.wait: is named in README.md"), broken);
        assertTrue(broken.contains("likeness.good.mots: is named in"), broken);
    }

    @Test
    void refusesToCheckNothing() {
        assertThrows(AssertionError.class, () -> check("nowhere"));
    }

    private String broken(String sample) {
        return String.valueOf(
                assertThrows(AssertionError.class, () -> check(sample)).getMessage());
    }

    private void check(String sample) throws IOException {
        ConfigurationRules.check(module, Path.of("src/test/java"), SAMPLES + sample);
    }

    private void record(List<String> lines) throws IOException {
        write("src/test/resources/configuration.txt", String.join("\n", lines));
    }

    private void write(String file, String text) throws IOException {
        Path path = module.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
