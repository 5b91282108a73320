package io.likeness.trainer.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CodeVersionTest {
    @Test
    void namesTheCommitWhereItIsKnown() {
        assertEquals("0.1.0+0e5c11f", CodeVersion.of("0.1.0", "0e5c11f", "false"));
        assertEquals("0.1.0+0e5c11f.dirty", CodeVersion.of("0.1.0", "0e5c11f", "true"));
        assertEquals("0.1.0", CodeVersion.of("0.1.0", "", ""), "built without its history");
    }

    @Test
    void isWhatTheBuildHasWritten() {
        String version = CodeVersion.read();
        assertTrue(version.matches("[0-9.]+(-SNAPSHOT)?(\\+[0-9a-f]{7,}(\\.dirty)?)?"), version);
    }
}
