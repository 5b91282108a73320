package io.likeness.ingest.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import org.junit.jupiter.api.Test;

class SeenFilesTest {
    private static final int FILES = 50_000;

    @Test
    void knowsEachFileAgainAndNoOther() {
        SeenFiles seen = new SeenFiles();
        for (int k = 0; k < FILES; k++) {
            assertFalse(seen.contains(digest(k)), "file " + k + " was not seen");
            assertTrue(seen.add(digest(k)), "file " + k + " is new");
        }
        for (int k = 0; k < FILES; k++) {
            assertTrue(seen.contains(digest(k)), "file " + k + " was seen");
            assertFalse(seen.add(digest(k)), "file " + k + " was seen");
        }
    }

    @Test
    void tellsDigestsApartThatDifferInOneDigitOfTheirFirstHalf() {
        SeenFiles seen = new SeenFiles();
        String zeros = "0".repeat(64);
        assertTrue(seen.add(zeros));
        assertFalse(seen.add(zeros));
        for (int digit = 0; digit < 32; digit++) {
            String other = "0".repeat(digit) + "2" + "0".repeat(63 - digit);
            assertTrue(seen.add(other), other);
        }
    }

    private static String digest(int number) {
        return Digests.sha256(Integer.toString(number).getBytes(UTF_8));
    }
}
