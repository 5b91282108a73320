package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.event.Topic;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver;
import io.likeness.gateway.webhook.Receiver.Received;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks at the door, and what becomes of deliveries. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class WebhookComponentTest extends WebhookScenario {
    WebhookComponentTest() throws IOException {}

    @Test
    void triesAgainUntilTheReceiverIsUpAndTellsOfEachAttempt() throws IOException {
        Answer webhook = webhook(ENDS);
        int port = receiver.port();
        receiver.close();
        String id = generation();
        Loop.publish(faces(id));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> newest(webhook.text("id"), "").path("attempts").size() >= 2);
        try (Receiver again = Receiver.startAt(port).answers(500, "not yet")) {
            List<Received> received = again.await(2);
            assertEquals(received.getFirst().id(), received.getLast().id());
            assertEquals(received.getFirst().body(), received.getLast().body());
            received.forEach(one -> assertTrue(one.signedWith(webhook.text("secret"))));
            JsonNode delivery = await(webhook.text("id"), "succeeded");
            JsonNode attempts = delivery.path("attempts");
            assertEquals(200, attempts.path(0).path("status").asInt());
            assertEquals("not yet", attempts.path(1).path("excerpt").asText());
            JsonNode first = attempts.path(attempts.size() - 1);
            assertTrue(first.path("error").asText().startsWith("no answer: "), first::toString);
            assertFalse(first.has("status"));
        }
    }

    @Test
    void whatItWasToldIsListedPageByPage() {
        String webhook = webhook(ENDS).text("id");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            told.addFirst(gateway.post("/v1/webhooks/" + webhook + "/test", "").text("id"));
        }
        assertEquals(told, Lists.pages(gateway, "/v1/webhooks/" + webhook + "/deliveries?limit=2&status=succeeded", 3));
    }

    @Test
    void signsWithBothSecretsForAWhileAfterARotation() {
        Answer webhook = webhook(ENDS);
        String path = "/v1/webhooks/" + webhook.text("id");
        Answer rotated = gateway.post(path + "/secret/rotate", "");
        assertEquals(200, rotated.status(), rotated::toString);
        assertNotEquals(webhook.text("secret"), rotated.text("secret"));
        Duration overlap = Duration.between(Instant.now(), Instant.parse(rotated.text("formerSecretUntil")));
        assertTrue(overlap.toHours() >= 23 && overlap.toHours() <= 24, overlap::toString);
        assertEquals("whsec_********", gateway.get(path).text("secret"));

        gateway.post(path + "/test", "");
        Received both = receiver.await(1).getFirst();
        assertTrue(both.signedWith(webhook.text("secret")));
        assertTrue(both.signedWith(rotated.text("secret")));
        assertEquals(2, both.header("webhook-signature").split(" ").length);

        Answer own = gateway.post(
                path + "/secret/rotate",
                "{\"secret\": \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\", \"overlapSeconds\": 0}");
        assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", own.text("secret"));
        Awaitility.await().atMost(PATIENCE).until(() -> {
            gateway.post(path + "/test", "");
            Received last = receiver.received().getLast();
            return last.signedWith(own.text("secret")) && !last.signedWith(rotated.text("secret"));
        });
    }

    @Test
    void sendsATestNowAndSaysWhatCameOfIt() {
        receiver.answers(204, "").answers(418, "a teapot").answers(302, "", "Location", "http://127.0.0.1:1/");
        Answer webhook = webhook("\"dataset.sealed\"");
        String path = "/v1/webhooks/" + webhook.text("id");
        Answer done = gateway.post(path + "/test", "");
        assertEquals(200, done.status(), done::toString);
        assertEquals("succeeded", done.text("status"));
        assertEquals("webhook.test", done.text("type"));
        Received received = receiver.received().getFirst();
        assertEquals(done.text("eventId"), received.id());
        assertEquals("webhook.test", received.json().path("type").asText());
        assertEquals(webhook.text("id"), received.json().at("/data/id").asText());

        JsonNode failed = gateway.post(path + "/test", "").json();
        assertEquals("failed", failed.path("status").asText());
        assertEquals("a teapot", failed.at("/attempts/0/excerpt").asText());
        assertEquals(
                "expected a status of 200 to 299, found 418",
                failed.at("/attempts/0/error").asText());
        JsonNode redirected = gateway.post(path + "/test", "").json();
        assertEquals(
                "expected a status of 200 to 299, found 302, a redirect, which is never followed",
                redirected.at("/attempts/0/error").asText());
        assertFalse(gateway.get(path).json().has("failingSince"), "a test says nothing of the rest");
        assertEquals(3, receiver.received().size(), "each is tried once");
    }

    @Test
    void tellsAgainUnderTheSameId() {
        Answer webhook = webhook(ENDS);
        Loop.publish(faces(generation()));
        JsonNode delivery = await(webhook.text("id"), "succeeded");
        String again = delivery.at("/links/redeliver").asText();
        Answer accepted = gateway.post(again, "");
        assertEquals(202, accepted.status(), accepted::toString);
        assertEquals("pending", accepted.text("status"));
        List<Received> received = receiver.await(2);
        assertEquals(received.getFirst().id(), received.getLast().id());
        assertEquals(received.getFirst().body(), received.getLast().body());
        assertEquals(2, await(webhook.text("id"), "succeeded").path("attempts").size());

        String path = "/v1/webhooks/" + webhook.text("id");
        patch(path, "{\"enabled\": false}");
        assertEquals(409, gateway.post(again, "").status());
        assertEquals(404, gateway.post(path + "/deliveries/none/redeliver", "").status());
    }

    @Test
    void callsNoMoreWhoeverIsGoneOrDisabled() {
        receiver.answers(410, "");
        Answer webhook = webhook(ENDS);
        String path = "/v1/webhooks/" + webhook.text("id");
        Loop.publish(faces(generation()));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !gateway.get(path).json().path("enabled").asBoolean());
        assertEquals("it has answered 410: it wants no more", gateway.get(path).text("disabledReason"));
        String missed = generation();
        Loop.publish(faces(missed));
        Loop.awaitHandled(Topic.GENERATION_EVENT);

        Answer enabled = patch(path, "{\"enabled\": true}");
        assertTrue(enabled.json().path("enabled").asBoolean());
        assertFalse(enabled.json().has("disabledReason"));
        String next = generation();
        Loop.publish(faces(next));
        assertEquals("generation.succeeded " + next, told(receiver.await(2).getLast()));
    }

    @Test
    void givesUpOnAReceiverThatIsTooSlow() {
        receiver.holds();
        Answer webhook = webhook(ENDS);
        JsonNode tried = gateway.post("/v1/webhooks/%s/test".formatted(webhook.text("id")), "")
                .json();
        assertEquals("failed", tried.path("status").asText());
        assertEquals(
                "expected an answer within 2000 ms, found none",
                tried.at("/attempts/0/error").asText());
        assertTrue(tried.at("/attempts/0/milliseconds").asInt() < 10_000, tried::toString);
    }

    @Test
    void describesWhatItTakes() {
        JsonNode document = gateway.get("/q/openapi?format=json").json();
        assertEquals(
                "#/components/schemas/EventType",
                document.at("/components/schemas/WebhookChange/properties/eventTypes/items/$ref")
                        .asText());
        JsonNode rotation = document.at("/paths/~1v1~1webhooks~1{id}~1secret~1rotate/post/requestBody");
        assertFalse(rotation.path("required").asBoolean(), rotation::toString);
        assertEquals(16, document.at("/components/schemas/EventType/enum").size());
    }

    @Test
    void showsItsSecretOnceAndChangesWhatItIsAskedTo() {
        Answer webhook = webhook("\"model.promoted\", \"dataset.sealed\", \"dataset.sealed\"");
        assertEquals(
                "/v1/webhooks/" + webhook.text("id"),
                webhook.json().at("/links/self").asText());
        assertTrue(webhook.header("Location").endsWith("/v1/webhooks/" + webhook.text("id")));
        assertTrue(webhook.text("secret").matches("whsec_[A-Za-z0-9+/]{43}="), webhook::toString);
        String path = "/v1/webhooks/" + webhook.text("id");
        Answer shown = gateway.get(path);
        assertEquals("whsec_********", shown.text("secret"));
        assertEquals(
                "[\"dataset.sealed\",\"model.promoted\"]",
                shown.json().path("eventTypes").toString());
        assertFalse(gateway.get("/v1/webhooks").body().contains(webhook.text("secret")));
        assertTrue(gateway.get("/v1/webhooks").body().contains(webhook.text("id")));

        Answer changed =
                patch(path, "{\"url\": \"http://127.0.0.1:1\", \"eventTypes\": null, \"description\": \"the shop\"}");
        assertEquals("http://127.0.0.1:1/", changed.text("url"));
        assertFalse(changed.json().has("eventTypes"), changed::toString);
        assertEquals("the shop", changed.text("description"));
        Answer same = patch(path, "{\"description\": null}");
        assertEquals("http://127.0.0.1:1/", same.text("url"));
        assertFalse(same.json().has("description"));

        assertEquals(204, gateway.delete(path).status());
        assertEquals(204, gateway.delete(path).status());
        assertEquals(404, gateway.get(path).status());
        assertEquals(404, gateway.get(path + "/deliveries").status());
        assertEquals(404, gateway.post(path + "/test", "").status());
        assertEquals(404, gateway.post(path + "/secret/rotate", "").status());
        assertEquals(404, gateway.send("PATCH", path, "application/json", "{}").status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | url | expected a value, found none",
                "{\"url\": \"ftp://a.example\"} | url | expected an absolute http or https URL, found 'ftp://a.example'",
                "{\"url\": \"https://u:p@a.example\"} | url | expected none with a user or a password, found one with them",
                "{\"url\": \"https://169.254.169.254/\"} | url | expected a host that has addresses of the internet only, found 169.254.169.254 (link-local)",
                "{\"url\": \"https://2130706433/\"} | url | expected a name, or an IPv4 address as four decimal numbers, found '2130706433'",
                "{\"url\": \"http://127.0.0.1\", \"secret\": \"whsec_abcd\"} | secret | expected 'whsec_' and the base64 of 24 to 64 bytes, found that of 3 bytes"
            })
    void namesTheFieldThatItRefuses(String body, String field, String message) {
        Answer refused = gateway.post("/v1/webhooks", body);
        assertEquals(400, refused.status(), refused::toString);
        assertEquals(field, refused.json().at("/violations/0/field").asText());
        assertEquals(message, refused.json().at("/violations/0/message").asText());
    }

    @Test
    void boundsHowManyThereAreAndWhatTheyAreToldOf() {
        String url = receiver.url();
        Answer unknown = gateway.post("/v1/webhooks", "{\"url\": \"%s\", \"eventTypes\": [\"x\"]}".formatted(url));
        assertEquals(400, unknown.status(), unknown::toString);
        assertTrue(unknown.text("detail").startsWith("eventTypes[0]: expected one of [dataset.sealed, "));
        String many =
                Stream.generate(() -> "\"dataset.sealed\"").limit(17).toList().toString();
        Answer refused = gateway.post("/v1/webhooks", "{\"url\": \"%s\", \"eventTypes\": %s}".formatted(url, many));
        assertEquals("eventTypes: expected 0 to 16 items, found 17 items", refused.text("detail"));

        Answer webhook = webhook("\"dataset.sealed\"");
        String path = "/v1/webhooks/" + webhook.text("id");
        Answer misnamed =
                gateway.send("PATCH", path, "application/json", "{\"eventTypes\": [\"dataset.sealed\", \"x\"]}");
        assertTrue(misnamed.text("detail").startsWith("eventTypes[1]: expected one of [dataset.sealed, "));
        assertEquals(400, gateway.get(path + "/deliveries?status=lost").status());
        assertEquals(400, gateway.get(path + "/deliveries?limit=0").status());
        for (int i = 1; i < 20; i++) {
            webhook("\"dataset.sealed\"");
        }
        Answer tooMany = gateway.post("/v1/webhooks", "{\"url\": \"%s\"}".formatted(url));
        assertEquals(409, tooMany.status(), tooMany::toString);
        assertEquals("webhooks: expected at most 20, found 20 already", tooMany.text("detail"));
    }
}
