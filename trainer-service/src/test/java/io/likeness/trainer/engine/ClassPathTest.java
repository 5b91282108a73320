package io.likeness.trainer.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests see all that the service sees, and more. */
final class ClassPathTest {

    @Test
    void theServiceKnowsWhatItSaysToTheChild() {
        assertDoesNotThrow(() -> find("io.likeness.training.protocol.TrainingRequest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.likeness.training.process.TrainingProcess",
                "io.likeness.training.run.TrainingEngine",
                "org.nd4j.linalg.factory.Nd4j",
                "org.bytedeco.javacpp.Loader",
                "org.bytedeco.dnnl.global.dnnl",
                "ai.onnxruntime.OrtEnvironment"
            })
    void theEngineAndItsNativeCodeAreForTheChildOnly(String type) {
        assertThrows(ClassNotFoundException.class, () -> find(type), "the service carries the engine");
    }

    /** Without its static part, which may load native code. */
    private static Class<?> find(String type) throws ClassNotFoundException {
        return Class.forName(type, false, ClassPathTest.class.getClassLoader());
    }
}
