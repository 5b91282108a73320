package io.likeness.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.cost.CostConfiguration;
import io.likeness.gateway.cost.Costs;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class CostComponentTest extends GatewayScenario {
    private static final int IMAGES = 900;
    private static final double ROUNDING = 1e-6;

    private String dataset = "";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void acceptADataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        dataset = gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
    }

    @Test
    void estimatesByWhatATrainingOfTheSameNetworkTookAndCountsWhatTheMonthCosts() {
        seal();
        String latents = "\"configuration\": {\"latents\": 37}, ";
        String id = train(latents + "\"epochs\": 2").text("id");
        Loop.publish(
                epoch(id, 1, 11),
                epoch(id, 2, 20),
                new TrainingCompleted(
                        id, name, 1, "a".repeat(64), Map.of("cpuSeconds", 24.0, "wallSeconds", 15.0, "cost", 0.5), 15));
        Loop.awaitHandled(Topic.TRAINING_EVENT);

        Answer estimate = estimate(latents + "\"epochs\": 6");
        assertEquals(200, estimate.status(), estimate::toString);
        assertEquals("same-network", estimate.text("basis"));
        assertEquals(72, estimate.json().path("cpuSeconds").asDouble(), ROUNDING);
        assertEquals(45, estimate.json().path("seconds").asDouble(), ROUNDING);
        assertEquals(1.5, estimate.json().path("cost").asDouble(), ROUNDING);
        assertEquals("EUR", estimate.text("currency"));
        assertFalse(estimate.json().has("left"), "there is no budget");
        assertEquals(1, gateway.get("/v1/trainings?model=" + name).json().size(), "nothing was begun");

        assertEquals(0.5, spent().path("cost").asDouble(), ROUNDING);
        assertEquals(24.0 / 3600, spent().path("cpuHours").asDouble(), ROUNDING);
        Answer deleted = gateway.delete("/v1/trainings/" + id + "?cascade=true");
        assertEquals(200, deleted.status(), deleted::toString);
        assertEquals(0.5, spent().path("cost").asDouble(), ROUNDING, "what was deleted was spent");
    }

    @Test
    void countsWhatATrainingThatGoesOnIsExpectedToCost() {
        seal();
        double before = gateway.get("/v1/spending").json().path("expected").asDouble();
        String id = train("\"epochs\": 2000").text("id");
        double expected = gateway.get("/v1/spending").json().path("expected").asDouble() - before;
        assertTrue(expected > 0, () -> "found " + expected);
        Loop.publish(epoch(id, 1, 36));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        assertEquals(36 * 0.02 / 3600, spent().path("cost").asDouble(), ROUNDING);
        assertEquals(
                before + expected - 36 * 0.02 / 3600,
                gateway.get("/v1/spending").json().path("expected").asDouble(),
                ROUNDING);
    }

    @Test
    void estimatesNothingOfWhatCouldNotBeTrainedOrIsNotSealed() {
        Answer early = estimate("\"epochs\": 2");
        assertEquals(422, early.status(), early::toString);
        assertEquals("DATASET_UNUSABLE", early.text("code"));
        seal();
        assertEquals(422, estimate("\"configuration\": {\"batch\": 0}").status());
        assertEquals(400, estimate("\"epoch\": 2").status());
    }

    @Test
    void refusesWhatIsEstimatedToCostMoreThanIsLeftAlsoWhenTwoAskAtOnce() {
        TrainingConfiguration network = TrainingConfiguration.seedPreset();
        double cost = jdbi.withHandle(handle -> costs(Double.MAX_VALUE).estimate(handle, network, IMAGES))
                .cost();
        double counted = counted();
        Costs costs = costs(counted + 1.5 * cost);
        List<CompletableFuture<Boolean>> two = Stream.of("one", "other")
                .map(id -> CompletableFuture.supplyAsync(() -> accepted(costs, id + name, network)))
                .toList();
        assertEquals(1, two.stream().filter(CompletableFuture::join).count());
        LikenessException refused =
                assertThrows(LikenessException.class, () -> accept(costs, "third" + name, network, (long) IMAGES));
        assertEquals(ErrorCode.QUOTA_EXCEEDED, refused.code());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("training: expected one that is estimated to cost at most "),
                refused::getMessage);
        LikenessException unknown =
                assertThrows(LikenessException.class, () -> accept(costs, "fourth" + name, network, null));
        assertEquals(ErrorCode.QUOTA_EXCEEDED, unknown.code());
        jdbi.useTransaction(transaction ->
                costs.acceptAnyway(transaction, Principal.KEYLESS, command("fifth" + name, network), (long) IMAGES));
        assertTrue(counted() > counted + 1.9 * cost, "what has to be trained is counted, too");
    }

    private boolean accepted(Costs costs, String id, TrainingConfiguration network) {
        try {
            accept(costs, id, network, (long) IMAGES);
            return true;
        } catch (LikenessException e) {
            return false;
        }
    }

    private void accept(Costs costs, String id, TrainingConfiguration network, @Nullable Long images) {
        jdbi.useTransaction(transaction -> costs.accept(transaction, Principal.KEYLESS, command(id, network), images));
    }

    /** Of the whole month, those of other tests included. */
    private double counted() {
        JsonNode spending = gateway.get("/v1/spending").json();
        return spending.path("cost").asDouble() + spending.path("expected").asDouble();
    }

    private StartTraining command(String id, TrainingConfiguration network) {
        return new StartTraining(id, dataset, name, "seed", network.epochs(), 0, Instant.now(), network, null, null);
    }

    private Costs costs(double budget) {
        return new Costs(jdbi, new CostConfiguration() {
            @Override
            public double coreHour() {
                return 0.02;
            }

            @Override
            public String currency() {
                return "EUR";
            }

            @Override
            public OptionalDouble monthlyBudget() {
                return OptionalDouble.of(budget);
            }
        });
    }

    private JsonNode spent() {
        return gateway.get("/v1/spending")
                .json()
                .path("models")
                .valueStream()
                .filter(model -> model.path("model").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void seal() {
        SplitCounts counts = new SplitCounts(IMAGES, 50, 50);
        DatasetManifest manifest = new DatasetManifest(
                dataset, name, Layout.CELEBA, 1, 64, new CentreCrop(1, 1), counts, List.of(), List.of(), null, null);
        ObjectReference stored =
                store.put(Bucket.DATASETS, dataset + "/manifest.json", Json.encode(manifest), "application/json");
        Loop.publish(new DatasetSealed(dataset, name, Layout.CELEBA, counts, 0, stored, Loop.BLOB, Loop.BLOB, 1.5));
        await().until(() ->
                gateway.get("/v1/datasets/" + dataset).text("status").equals("sealed"));
    }

    private static EpochCompleted epoch(String id, int epoch, double cpuSeconds) {
        return new EpochCompleted(
                id,
                1,
                epoch,
                2,
                0.1,
                0.1,
                1000,
                1,
                new EpochMeasures(Map.of("mse", 0.1), Map.of("mse", 0.1), 0.001, 1, cpuSeconds, 1L << 30),
                null);
    }

    private Answer train(String rest) {
        return gateway.post("/v1/trainings", "{\"datasetId\": \"%s\", %s}".formatted(dataset, rest));
    }

    private Answer estimate(String rest) {
        return gateway.post("/v1/trainings/estimate", "{\"datasetId\": \"%s\", %s}".formatted(dataset, rest));
    }
}
