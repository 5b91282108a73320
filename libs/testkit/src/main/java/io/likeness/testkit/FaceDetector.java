package io.likeness.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The networks that find faces, which are there where there was npm when they were built. Stateless. */
public final class FaceDetector {
    private static final String NETWORK = "/io/likeness/faces/back.onnx";

    private FaceDetector() {}

    /** The end of the test where they are not there: skipped, and failed in CI ({@code CI=true}). */
    public static void require() {
        if (FaceDetector.class.getResource(NETWORK) == null) {
            Assertions.assertNotEquals("true", System.getenv("CI"), "CI needs the face detector, which comes by npm");
            Assumptions.abort("built without npm, and so without the face detector");
        }
    }
}
