package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests for operations become, and what is refused at once. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class OperationsComponentTest {
    private static final DrawnFace FIRST = new DrawnFace(7, 0, 1, Map.of(), SeedRule.HASH);
    private static final String NINE_FACES = "[" + "{'seed':7},".repeat(8) + "{'seed':7}]";

    private final Caller gateway = new Caller();
    private final String name = "faces-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    ObjectStore store;

    @BeforeEach
    void promote() {
        Loop.publish(new ModelPromoted(name, Loop.labelledVersion(store, name), null));
        Loop.awaitHandled(Topic.MODEL_EVENT);
    }

    @Test
    void commandsASampleWithLabels() {
        GenerateFaces command = commanded("'count': 3, 'temperature': 0.5, 'labels': {'age': 70}");
        assertEquals(3, command.count());
        assertEquals(new Sample(0.5, Map.of("age", 70.0)), command.operation());
        assertEquals(Sample.plain(), commanded("'count': 1").operation());
    }

    @Test
    void commandsAWalkWithItsDefaultsAndCountsItsFrames() {
        GenerateFaces command = commanded("'operation': 'interpolate', 'faces': [{'seed': 7},"
                + " {'seed': 9, 'index': 4, 'temperature': 0.7, 'labels': {'age': 20}}]");
        assertEquals(13, command.count());
        assertEquals(
                new Interpolate(
                        List.of(FIRST, new DrawnFace(9, 4, 0.7, Map.of("age", 20.0), SeedRule.HASH)), 12, false),
                command.operation());
    }

    @Test
    void commandsAReconstructionOfAnUpload() {
        Answer upload = gateway.upload("me.jpg", BodyPublishers.ofString("a photo"));
        FacePhoto photo = ((Reconstruct)
                        commanded("'operation': 'reconstruct', 'face': {'upload': '%s',".formatted(upload.text("id"))
                                        + " 'crop': {'pixels': 140, 'of': 178}, 'labels': {'age': 33}}")
                                .task())
                .face();
        assertEquals(upload.text("sha256"), photo.photo().sha256());
        assertEquals(new CentreCrop(140, 178), photo.crop());
        assertEquals(Map.of("age", 33.0), photo.labels());
    }

    @Test
    void commandsEditsAndVariations() {
        assertEquals(
                new Edit(FIRST, Map.of("Smiling", -1.5), 1),
                commanded("'operation': 'edit', 'face': {'seed': 7}, 'attributes': {'Smiling': -1.5}")
                        .operation());
        GenerateFaces vary = commanded("'operation': 'vary', 'face': {'seed': 7}, 'count': 4");
        assertEquals(new Vary(FIRST, 0.3), vary.operation());
        assertEquals(4, vary.count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'operation': 'caricature' | operation | one of [sample, interpolate, reconstruct, edit, vary]",
                "'temperature': 2.5 | temperature | 0 to 2",
                "'labels': {'Bald': 1} | labels | labels that the model knows, [age]",
                "'labels': {'age': 101} | labels.age | 0.0 to 100.0",
                "'operation': 'interpolate' | faces | a value",
                "'operation': 'interpolate', 'faces': [{'seed': 1}] | faces | 2 to 8",
                "'operation': 'interpolate', 'faces': NINE | faces | 2 to 8",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {}] | faces[1] | a seed or an upload",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {'seed': -1}] | faces[1].seed | 0 to",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {'seed': 2, 'labels': {'age': -1}}] | faces[1].labels.age | 0.0 to 100.0",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {'seed': 2}], 'steps': 61 | steps | 1 to 60",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {'seed': 2}], 'steps': 1 | steps | 2 to 60",
                "'operation': 'interpolate', 'faces': [{'seed': 1}, {'seed': 2}], 'count': 3 | count | none for the operation interpolate",
                "'operation': 'reconstruct', 'face': {'seed': 7} | face.upload | a text",
                "'operation': 'reconstruct', 'face': {'upload': 'a', 'seed': 7} | face.seed | none beside upload",
                "'operation': 'edit', 'face': {'seed': 7} | attributes | a value",
                "'operation': 'edit', 'face': {'seed': 7}, 'attributes': {'Bald': 1} | attributes | attributes that the model knows, [Smiling]",
                "'operation': 'edit', 'face': {'seed': 7}, 'attributes': {'Smiling': 3.5} | attributes.Smiling | -3.0 to 3.0",
                "'operation': 'edit', 'face': {'seed': 7}, 'attributes': {'Smiling': 1}, 'steps': 100 | steps | 1 to 60",
                "'operation': 'vary', 'face': {'seed': 7}, 'strength': 1.5 | strength | 0 to 1",
                "'attributes': {'Smiling': 1} | attributes | none for the operation sample",
            })
    void namesTheFieldThatItRefuses(String fields, String field, String expected) {
        Answer refused = ask(fields.replace("NINE", NINE_FACES));
        assertEquals(400, refused.status(), refused::toString);
        assertEquals("INVALID_REQUEST", refused.text("code"));
        assertEquals(field, refused.json().at("/violations/0/field").asText(), refused::toString);
        String message = refused.json().at("/violations/0/message").asText();
        assertEquals("expected " + expected, message.substring(0, Math.min(message.length(), 9 + expected.length())));
    }

    @Test
    void tellsAllThatAnOperationDoesNotTakeOrLacksAtOnce() {
        Answer refused = ask("'operation': 'vary', 'loop': true, 'labels': {'Smiling': 1}");
        assertEquals(
                "labels: expected none for the operation vary, found one; loop: expected none for the operation vary,"
                        + " found one; face: expected a value, found none",
                refused.text("detail"));
    }

    @Test
    void refusesAnUploadThatIsNotThere() {
        Answer refused = ask("'operation': 'vary', 'face': {'upload': 'none'}");
        assertEquals(404, refused.status(), refused::toString);
        assertEquals("face.upload", refused.json().at("/violations/0/field").asText());
    }

    @Test
    void showsTheAnimationOfAWalkAndOfNothingElse() {
        Answer walk = ask("'operation': 'edit', 'face': {'seed': 7}, 'attributes': {'Smiling': 1}, 'steps': 2");
        assertEquals("edit", walk.text("operation"));
        assertFalse(walk.json().path("links").has("animation"));
        succeed(walk.text("id"), true);
        String link = gateway.get("/v1/generations/" + walk.text("id"))
                .json()
                .at("/links/animation")
                .asText();
        Answer animation = gateway.get(link);
        assertEquals("image/png", animation.header("Content-Type"));
        assertEquals("moving", animation.body());

        Answer sample = ask("'count': 2");
        succeed(sample.text("id"), false);
        Answer nothing = gateway.get("/v1/generations/" + sample.text("id") + "/animation.png");
        assertEquals(404, nothing.status());
        assertEquals(
                "animation: expected an interpolation or an edit of several steps, found sample",
                nothing.text("detail"));
    }

    private void succeed(String id, boolean animated) {
        Loop.publish(new FacesGenerated(
                id,
                name,
                1,
                "d".repeat(64),
                2,
                5,
                Loop.BLOB,
                Loop.BLOB,
                Loop.BLOB,
                animated
                        ? store.put(Bucket.RESULTS, id + "/animation.png", "moving".getBytes(UTF_8), "image/png")
                        : null,
                "CPU",
                0.1));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> gateway.get("/v1/generations/" + id).text("status").equals("succeeded"));
    }

    private GenerateFaces commanded(String fields) {
        Answer accepted = ask(fields);
        assertEquals(202, accepted.status(), accepted::toString);
        return (GenerateFaces) Loop.commands(Topic.GENERATION_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
    }

    private Answer ask(String fields) {
        return gateway.post(
                "/v1/generations", "{'model': '%s', %s}".formatted(name, fields).replace('\'', '"'));
    }
}
