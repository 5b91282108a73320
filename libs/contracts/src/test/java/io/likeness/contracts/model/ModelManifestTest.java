package io.likeness.contracts.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelManifestTest {
    private static final ObjectReference DECODER =
            new ObjectReference("models", "faces/t/decoder.onnx", "1".repeat(64), 633_000, "application/octet-stream");

    @Test
    void givesAnArtifactByItsName() {
        assertEquals(DECODER, manifest(1).requireArtifact(ModelManifest.DECODER));
    }

    @Test
    void artifactThatIsNotThereIsNotFound() {
        assertEquals(
                new Refusal(ErrorCode.NOT_FOUND, "file: expected one of [decoder.onnx], found '../secret'"),
                Refusal.of(() -> manifest(1).requireArtifact("../secret")));
    }

    @Test
    void readsWhatItWrote() {
        byte[] written = Json.encode(manifest(3));

        assertEquals(manifest(3), Json.decode(written, ModelManifest.class));
    }

    @Test
    void imagesAreGreyOrRgb() {
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "channels: expected one of [1, 3], found 2"),
                Refusal.of(() -> manifest(2)));
    }

    private static ModelManifest manifest(int channels) {
        return new ModelManifest(
                "faces",
                "t",
                "seed",
                channels,
                64,
                32,
                "x/255",
                "d",
                "2".repeat(64),
                Map.of("epochs", "5", "batch", "32"),
                Map.of(ModelManifest.DECODER, DECODER),
                null,
                null,
                null,
                null,
                null);
    }
}
