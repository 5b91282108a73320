package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver.Received;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens is told to real receivers on this machine. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class WebhookEventsComponentTest extends WebhookScenario {
    WebhookEventsComponentTest() throws IOException {}

    @Test
    void tellsOfAGenerationAsGetAnswersIt() {
        Answer webhook = webhook(ENDS);
        String id = generation();
        Loop.publish(faces(id));
        Received received = receiver.await(1).getFirst();
        assertTrue(received.signedWith(webhook.text("secret")));
        assertEquals("/hook", received.path());
        assertEquals("generation.succeeded", received.json().path("type").asText());
        JsonNode shown = gateway.get("/v1/generations/" + id).json();
        assertEquals(shown, received.json().path("data"));
        assertEquals(shown.path("endedAt"), received.json().path("timestamp"));
        assertTrue(received.body().startsWith("{\"type\":\"generation.succeeded\",\"timestamp\":\""));

        JsonNode delivery = await(webhook.text("id"), "succeeded");
        assertEquals(received.id(), delivery.path("eventId").asText());
        assertEquals("generation.succeeded", delivery.path("type").asText());
        assertEquals(200, delivery.at("/attempts/0/status").asInt());
        assertTrue(delivery.at("/attempts/0/milliseconds").asLong() >= 0);
        assertFalse(delivery.has("dueAt"), delivery::toString);
        String metrics = gateway.get("/q/metrics").body();
        assertTrue(metrics.contains("likeness_webhook_deliveries_total{result=\"succeeded\"}"), metrics);
        assertTrue(metrics.contains("likeness_webhook_waiting 0.0"), metrics);
    }

    @Test
    void tellsOfEveryKindOfEndOnceAndOfNothingThatIsFilteredOut() {
        webhook(ENDS);
        String failed = generation();
        Event<?> event =
                Loop.event(new GenerationFailed(failed, new Failure(ErrorCode.INTERNAL_ERROR, "broken", false)));
        Loop.send(event);
        Loop.send(event);
        String deleted = generation();
        assertEquals(204, gateway.delete("/v1/generations/" + deleted).status());
        Loop.publish(faces(deleted));
        String dataset = dataset();
        seal(dataset);
        String drawn = generation();
        Loop.publish(faces(drawn));
        Loop.awaitHandled(Topic.GENERATION_EVENT);
        List<Received> received = receiver.await(3);
        assertEquals(
                List.of(
                        "generation.canceled " + deleted,
                        "generation.failed " + failed,
                        "generation.succeeded " + drawn),
                received.stream().map(WebhookScenario::told).sorted().toList());
        assertEquals(3, received.stream().map(Received::id).distinct().count());
    }

    @Test
    void tellsOfDatasetsAndTrainingsInTheirWords() {
        webhook("\"dataset.sealed\", \"training.failed\"");
        String dataset = dataset();
        seal(dataset);
        assertEquals("dataset.sealed " + dataset, told(receiver.await(1).getFirst()));
        String training = gateway.post("/v1/trainings", "{\"datasetId\": \"%s\"}".formatted(dataset))
                .text("id");
        Loop.publish(new TrainingFailed(training, new Failure(ErrorCode.TRAINING_DIVERGED, "it diverged", false)));
        JsonNode told = receiver.await(2).getLast().json();
        assertEquals("training.failed", told.path("type").asText());
        assertEquals("it diverged", told.at("/data/failure/message").asText());
        assertEquals("/v1/trainings/" + training, told.at("/data/links/self").asText());
    }

    @Test
    void tellsOfModelsOnceHoweverOftenItIsHeard() {
        webhook("\"model.registered\", \"model.promoted\", \"rollout.changed\"");
        ModelVersion version = Loop.version(store, name);
        Event<?> registered = Loop.event(new ModelRegistered(name, version));
        Event<?> promoted = Loop.event(new ModelPromoted(name, version, 7));
        String rollout = UUID.randomUUID().toString();
        Event<?> changed = Loop.event(
                new RolloutChanged(name, rollout, 1, version, 7, 100, RolloutState.WAITING_FOR_EVIDENCE, "a test"));
        for (Event<?> event : List.of(registered, promoted, changed, registered, promoted, changed)) {
            Loop.send(event);
        }
        Loop.awaitHandled(Topic.MODEL_EVENT);
        List<JsonNode> told = receiver.await(3).stream()
                .map(Received::json)
                .filter(event -> event.toString().contains(name))
                .toList();
        assertEquals(
                List.of("model.promoted", "model.registered", "rollout.changed"),
                told.stream().map(event -> event.path("type").asText()).sorted().toList());
        JsonNode data = only(told, "model.promoted").path("data");
        assertEquals(name, data.path("name").asText());
        assertEquals(7, data.path("previousVersion").asInt());
        assertEquals(
                "/v1/models/%s/versions/1".formatted(name),
                data.at("/links/self").asText());
        assertEquals(
                "/v1/rollouts/" + rollout,
                only(told, "rollout.changed").at("/data/links/self").asText());
    }

    @Test
    void tellsNobodyOfWhatWasLongBefore() {
        webhook("\"model.registered\"");
        Event<?> old = Loop.event(new ModelRegistered(name, Loop.version(store, name)));
        jdbi.useHandle(handle -> handle.execute("UPDATE webhook SET created_at = now() + interval '5 minutes'"));
        Loop.send(old);
        Loop.awaitHandled(Topic.MODEL_EVENT);
        assertEquals(0, deliveries());
    }

    @Test
    void writesNothingWhereThereIsNoWebhook() {
        String id = generation();
        Loop.publish(faces(id));
        Loop.awaitHandled(Topic.GENERATION_EVENT);
        assertEquals("succeeded", gateway.get("/v1/generations/" + id).text("status"));
        assertEquals(0, deliveries());
    }

    @Test
    void tellsOfAJobThatCanNoLongerBeShownByItsIdAlone() {
        webhook(ENDS);
        String id = generation();
        jdbi.useHandle(handle -> handle.execute("UPDATE ledger SET command = '{\"count\": \"x\"}' WHERE id = ?", id));
        Loop.publish(new GenerationFailed(id, new Failure(ErrorCode.INTERNAL_ERROR, "broken", false)));
        JsonNode told = receiver.await(1).getFirst().json();
        assertEquals("generation.failed", told.path("type").asText());
        assertEquals(
                "{\"id\":\"%s\",\"links\":{\"self\":\"/v1/generations/%s\"}}".formatted(id, id),
                told.path("data").toString());
    }
}
