package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Small faces in colour are learned by a network that is told a label, tuned and drawn. */
record ColourStory(StartedSystem system, DrawnLoop loop, String correlation) {
    private static final String COLOURED = "coloured";

    void tell() throws Exception {
        String small = loop.sealed(Map.of("name", COLOURED, "uploadId", loop.uploadId(), "side", 32, "channels", 3));
        JsonNode first = loop.trained(Map.of(
                "datasetId",
                small,
                "modelName",
                COLOURED,
                "preset",
                "small",
                "epochs",
                1,
                "configuration",
                Map.of("conditions", List.of("Eyeglasses"))));
        assertEquals("custom", first.path("preset").asText(), "it is told a label");
        loop.trained(Map.of(
                "datasetId",
                small,
                "modelName",
                "tuned",
                "epochs",
                1,
                "fineTuning",
                Map.of("modelName", COLOURED, "version", 1)));
        JsonNode tuned = gateway().get("/v1/models/tuned/versions/1").json();
        assertTrue(tuned.path("metrics").path("baseSampleFrechetDistance").asDouble() > 0, tuned.toString());
        assertTrue(tuned.path("labels").size() > 0, tuned.toString());
        Answer page = gateway().get("/v1/models/tuned/versions/1/artifacts/evaluation.html");
        assertTrue(new String(page.response().body(), UTF_8).contains("Before and after fine-tuning"));

        assertEquals("Eyeglasses", tuned.at("/conditions/0").asText(), tuned.toString());
        Answer job = gateway()
                .post(
                        "/v1/generations",
                        Map.of("model", COLOURED, "count", 1, "seed", 7, "labels", Map.of("Eyeglasses", 1)),
                        correlation);
        assertEquals("succeeded", loop.awaitGeneration(job.id()).path("status").asText());
        BufferedImage face = ImageIO.read(new ByteArrayInputStream(loop.image(job.id(), 0)));
        assertEquals(32, face.getWidth());
        assertEquals(3, face.getRaster().getNumBands());
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
