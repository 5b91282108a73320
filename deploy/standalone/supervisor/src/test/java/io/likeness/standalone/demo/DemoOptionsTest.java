package io.likeness.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoOptionsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesEveryOption() {
        Path out = folder.resolve("faces.png");
        DemoOptions options = DemoOptions.parse(
                "--url", "http://127.0.0.1:9", "--preset", "small", "--epochs", "3", "--out", out.toString());
        assertEquals(URI.create("http://127.0.0.1:9"), options.gateway());
        assertEquals("small", options.preset());
        assertEquals(3, options.epochs());
        assertEquals(out, options.out());
    }

    @Test
    void refusesToWriteIntoAMissingFolder() {
        Path missing = folder.resolve("missing");
        assertEquals(
                "--out: expected a folder that can be written, found none at " + missing,
                refusal("--out", missing.resolve("faces.png").toString()));
    }

    @Test
    void refusesToWriteOverAFolder() {
        assertEquals("--out: expected a file, found the folder " + folder, refusal("--out", folder.toString()));
    }

    @Test
    void refusesAnUnknownOptionEvenWithoutAValue() {
        assertEquals("unknown option --help: expected --url, --data, --preset, --epochs or --out", refusal("--help"));
    }

    @Test
    void trainsTheSeedPresetUnlessAnotherIsNamed() {
        assertEquals(
                "seed",
                DemoOptions.parse("--out", folder.resolve("faces.png").toString())
                        .preset());
        assertEquals("--preset: expected one of [seed, small, quality], found 'large'", refusal("--preset", "large"));
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertEquals("--epochs: expected a value, found none", refusal("--epochs"));
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertEquals(
                "--url: expected an address such as http://127.0.0.1:8080, found 'no address'",
                refusal("--url", "no address"));
    }

    private static String refusal(String... arguments) {
        return String.valueOf(assertThrows(DemoException.class, () -> DemoOptions.parse(arguments))
                .getMessage());
    }
}
