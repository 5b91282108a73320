package io.likeness.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of FIPS 180-4's published examples. */
final class DigestsTest {

    @Test
    void digestIsSha256InLowerCase() {
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Digests.sha256(new byte[0]));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Digests.sha256("abc".getBytes(US_ASCII)));
    }

    @Test
    void fileOfManyBuffersHasTheDigestOfItsBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("million");
        Files.writeString(file, "a".repeat(1_000_000), US_ASCII);

        assertEquals("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Digests.sha256(file));
    }
}
