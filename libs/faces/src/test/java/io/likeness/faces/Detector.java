package io.likeness.faces;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Assumptions;

/** The networks, which are there where there was npm when this was built. */
final class Detector {
    private Detector() {}

    /** The finder, or the end of the test: skipped where its networks are not there, failed in CI. */
    static FaceFinder require() {
        if (!FaceFinder.available()) {
            assertNotEquals("true", System.getenv("CI"), "CI needs the face detector");
            Assumptions.abort("built without npm, and so without the face detector");
        }
        return new FaceFinder();
    }
}
