package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver;
import io.likeness.gateway.webhook.Receiver.Received;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two tenants that have one of everything, and a third that has nothing, are shown and told of. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TenantsComponentTest {
    /** Which the operator alone sees. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("/v1/dead-letters", "/v1/status", "/v1/storage");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Answer nobodysKey = KeyHolder.made("nobody-" + run, "admin");
    private final Caller nobody = KeyHolder.caller(nobodysKey);
    private final Receiver receiver;
    private final Receiver other;

    @Inject
    ObjectStore store;

    @SuppressWarnings("NullAway.Init") // The test resource injects itself.
    FakeRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private Holdings acme;

    @SuppressWarnings("NullAway.Init")
    private Holdings umbrella;

    TenantsComponentTest() throws IOException {
        receiver = Receiver.start();
        other = Receiver.start();
    }

    @BeforeEach
    void acquire() {
        acme = new Holdings("acme-" + run, "people", store, registry);
        umbrella = new Holdings("umbrella-" + run, "people", store, registry);
        acme.acquire(receiver);
        umbrella.acquire(other);
    }

    @AfterEach
    void leave() {
        acme.close();
        umbrella.close();
        receiver.close();
        other.close();
    }

    @Test
    void listsOnlyWhatIsTheirs() {
        JsonNode paths = new Caller().get("/q/openapi?format=json").json().path("paths");
        List<String> lists = paths.properties().stream()
                .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
                .map(path -> path.getKey())
                .filter(path -> !path.equals("/v1/events") && !path.equals("/v1/session"))
                .toList();
        assertTrue(lists.size() >= 9, lists::toString);
        for (String list : lists) {
            Answer shown = umbrella.caller.get(list);
            if (OF_THE_SYSTEM.contains(list)) {
                assertEquals(403, shown.status(), () -> list + shown);
                continue;
            }
            assertEquals(200, shown.status(), () -> list + shown);
            ForeignThingsComponentTest.assertTellsNothing(shown.body(), acme, list);
            String collection = list.replaceFirst("/v1/", "");
            umbrella.ids(collection).stream()
                    .filter(id -> !id.equals(umbrella.ids("uploads").getLast()))
                    .forEach(id -> assertTrue(shown.body().contains(id), () -> list + " lacks " + id));
            if (list.equals("/v1/spending")) {
                continue;
            }
            Answer none = nobody.get(list);
            if (list.equals("/v1/keys")) {
                assertEquals(1, none.json().size(), none::toString);
                assertEquals(
                        nobodysKey.text("id"), none.json().path(0).path("id").asText());
                continue;
            }
            assertTrue(none.body().equals("[]") || none.body().equals("{\"letters\":[]}"), () -> list + none);
        }
        for (String query : List.of(
                "/v1/datasets?name=people",
                "/v1/trainings?dataset=" + acme.id("datasets"),
                "/v1/trainings?model=" + acme.model,
                "/v1/generations?model=" + acme.model,
                "/v1/generations?sort=createdAt&limit=1")) {
            ForeignThingsComponentTest.assertTellsNothing(
                    umbrella.caller.get(query).body(), acme, query);
        }
        String cursor = acme.caller.get("/v1/datasets?limit=1").header("Link");
        assertEquals("", cursor, "there is one");
        assertEquals(1, umbrella.caller.get("/v1/datasets?name=people").json().size());
    }

    @Test
    void keepsKeysNamesAndDefaultsApart() {
        String key = UUID.randomUUID().toString();
        String body = "{\"count\": 1, \"seed\": 3}";
        Answer first = acme.caller.post("/v1/generations", body, "Idempotency-Key", key);
        Answer second = umbrella.caller.post("/v1/generations", body, "Idempotency-Key", key);
        assertEquals(acme.model, first.text("model"), first::toString);
        assertEquals(umbrella.model, second.text("model"), "of each its own, that was promoted last");
        assertNotEquals(first.text("id"), second.text("id"));
        assertEquals(
                first.text("id"),
                acme.caller
                        .post("/v1/generations", body, "Idempotency-Key", key)
                        .text("id"));
        Answer none = nobody.post("/v1/generations", body, "Idempotency-Key", key);
        assertEquals("MODEL_NOT_FOUND", none.text("code"), none::toString);

        Answer upload = nobody.exchange(
                "POST", "/v1/uploads?fileName=a.zip&dataset=people", new byte[] {1}, "Content-Type", "application/zip");
        assertEquals(201, upload.status(), upload::toString);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> nobody.get("/v1/datasets").json().size() == 1);
        assertFalse(nobody.get("/v1/datasets").json().path(0).has("addedTo"), "others have a dataset of that name");

        assertEquals(404, nobody.get("/v1/models/" + acme.model + "/policy").status());
        Answer policy = nobody.send("PUT", "/v1/models/of-" + run + "/policy", "application/json", """
                {"dataset": "people"}""");
        assertEquals(
                "no dataset named 'people' is sealed yet",
                policy.json().at("/standing/reason").asText());
    }

    @Test
    void erasesFromWhatIsTheirs() {
        String photo = "photo of " + run;
        String ours =
                acme.caller.upload("me.jpg", BodyPublishers.ofString(photo)).text("id");
        String theirs =
                umbrella.caller.upload("me.jpg", BodyPublishers.ofString(photo)).text("id");
        Answer erasure = acme.caller.send("POST", "/v1/erasures", "image/jpeg", photo);
        assertEquals(202, erasure.status(), erasure::toString);
        assertEquals(410, acme.caller.get("/v1/uploads/" + ours).status());
        assertEquals(200, umbrella.caller.get("/v1/uploads/" + theirs).status());
        assertEquals(
                451,
                acme.caller.upload("me.jpg", BodyPublishers.ofString(photo)).status());
        assertEquals(
                201,
                umbrella.caller.upload("me.jpg", BodyPublishers.ofString(photo)).status());
        Answer another = umbrella.caller.send("POST", "/v1/erasures", "image/jpeg", photo);
        assertNotEquals(erasure.text("id"), another.text("id"));
    }

    @Test
    void streamsAndCallsOnlyWhatIsTheirs() {
        List<String> told = new CopyOnWriteArrayList<>();
        Stream<String> lines = umbrella.caller.follow("/v1/events");
        Thread reader = Thread.ofVirtual().start(() -> lines.forEach(told::add));
        Awaitility.await().atMost(PATIENCE).until(() -> told.contains("event:connected"));
        int before = other.received().size();
        String foreign = acme.draw();
        String own = umbrella.draw();
        Loop.promote(registry, Loop.version(store, acme.model));
        Loop.promote(registry, Loop.version(store, umbrella.model));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> told.toString().contains(own) && told.toString().contains("\"model\""));
        ForeignThingsComponentTest.assertTellsNothing(told.toString(), acme, "/v1/events");
        assertFalse(told.toString().contains(foreign), told::toString);
        Awaitility.await().atMost(PATIENCE).until(() -> bodies(receiver).contains(foreign));
        Awaitility.await().atMost(PATIENCE).until(() -> bodies(other).contains(own));
        assertTrue(other.received().size() > before);
        ForeignThingsComponentTest.assertTellsNothing(bodies(other), acme, "webhook");
        assertFalse(bodies(other).contains(foreign));
        ForeignThingsComponentTest.assertTellsNothing(bodies(receiver), umbrella, "webhook");
        reader.interrupt();
        lines.close();
    }

    private static String bodies(Receiver of) {
        return of.received().stream().map(Received::body).toList().toString();
    }

    @Test
    void givesANameToOneOfTwoThatAskAtOnce() {
        for (int round = 0; round < 12; round++) {
            String name = "wanted-%s-%d".formatted(run, round);
            List<CompletableFuture<Answer>> asked = Stream.of(acme, umbrella)
                    .map(tenant -> CompletableFuture.supplyAsync(
                            () -> tenant.caller.post("/v1/trainings", Holdings.training(tenant.id("datasets"), name))))
                    .toList();
            assertEquals(
                    List.of(202, 409),
                    asked.stream()
                            .map(answer -> answer.join().status())
                            .sorted()
                            .toList());
            boolean first = asked.getFirst().join().status() == 202;
            Holdings winner = first ? acme : umbrella;
            Holdings loser = first ? umbrella : acme;
            assertEquals(
                    1, winner.caller.get("/v1/trainings?model=" + name).json().size());
            assertEquals(
                    0, loser.caller.get("/v1/trainings?model=" + name).json().size());
        }
    }
}
