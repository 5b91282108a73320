package io.likeness.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.client.Dataset;
import io.likeness.client.Training;
import io.likeness.contracts.Json;
import org.junit.jupiter.api.Test;

final class StepTest {
    @Test
    void tellsWhatATrainingLearntAndWhatIsLeftOfAllItsStages() {
        assertEquals(
                new Step(
                        "training",
                        0.25,
                        "epoch 5 of 20, loss 0.0213, on unseen 0.0190, 1130 images/s, 3 min 20 s left"),
                training(
                        "running",
                        ", \"latest\": {\"epoch\": 5, \"trainLoss\": 0.02131, \"validationLoss\": 0.019,"
                                + " \"imagesPerSecond\": 1130, \"measures\": {\"etaSeconds\": 200}}"));
        assertEquals(
                new Step("training", 0, "about 1 min 1 s in all"),
                training("running", ", \"estimate\": {\"seconds\": 61, \"cost\": 1, \"currency\": \"EUR\"}"));
        assertEquals(new Step("succeeded", 1, ""), training("succeeded", ""));
    }

    @Test
    void tellsThePlaceAmongThoseThatWait() {
        assertEquals(
                new Step("waiting", Double.NaN, "number 2 of those that wait"),
                training("queued", ", \"queuePosition\": 2"));
    }

    @Test
    void tellsHowFarAnImportIsAndWhatHoldsItUp() {
        assertEquals(
                new Step("importing", 0.5, "1,000 of 2,000 images, 12 refused, waits for room"),
                Step.of(Json.decode(
                        ("{\"id\": \"d\", \"name\": \"n\", \"status\": \"importing\", \"createdAt\": \"2026-01-01T00:00:00Z\","
                                        + " \"progress\": {\"read\": 1000, \"entries\": 2000, \"accepted\": 988, \"skipped\": 12,"
                                        + " \"waitingFor\": \"room\"}}")
                                .getBytes(UTF_8),
                        Dataset.class)));
    }

    private static Step training(String status, String more) {
        return Step.of(Json.decode(
                ("{\"id\": \"t\", \"status\": \"" + status + "\", \"datasetId\": \"d\", \"modelName\": \"m\","
                                + " \"preset\": \"seed\", \"epochs\": 20, \"createdAt\": \"2026-01-01T00:00:00Z\""
                                + more + "}")
                        .getBytes(UTF_8),
                Training.class));
    }
}
