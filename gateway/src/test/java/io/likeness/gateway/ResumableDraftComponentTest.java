package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uploads by the IETF's draft "Resumable Uploads for HTTP", version 12. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ResumableDraftComponentTest {
    private static final String INTEROP = "Upload-Draft-Interop-Version";
    private static final byte[] NOTHING = {};

    private final Caller gateway = new Caller();

    @Test
    void saysThatItTakesPartialUploads() {
        Answer options = gateway.exchange("OPTIONS", "/v1/uploads", NOTHING, INTEROP, "8");
        assertTrue(options.header("Accept-Patch").contains("application/partial-upload"));
        assertEquals("max-size=2147483648", options.header("Upload-Limit"));
    }

    @Test
    void makesAnUploadOfAppends() {
        Answer created = create(NOTHING, "Upload-Complete", "?0", "Upload-Length", "11");
        assertEquals(201, created.status(), created::toString);
        assertEquals("?0", created.header("Upload-Complete"));
        assertTrue(created.header("Upload-Limit").matches("max-size=2147483648, max-age=\\d+"));
        String path = path(created);
        Answer first = append(path, 0, "?0", "hello");
        assertEquals(204, first.status(), first::toString);
        assertEquals("?0", first.header("Upload-Complete"));

        Answer head = gateway.exchange("HEAD", path, NOTHING, INTEROP, "8");
        assertEquals(204, head.status());
        assertEquals("5", head.header("Upload-Offset"));
        assertEquals("11", head.header("Upload-Length"));
        assertEquals("?0", head.header("Upload-Complete"));
        assertEquals("no-store", head.header("Cache-Control"));

        Answer last = append(path, 5, "?1", " world");
        assertEquals(201, last.status(), last::toString);
        assertEquals("?1", last.header("Upload-Complete"));
        assertEquals(Digests.sha256("hello world".getBytes(UTF_8)), last.text("sha256"));
        assertEquals("faces ä.zip", gateway.get(path).text("fileName"));
        Answer whole = gateway.exchange("HEAD", path, NOTHING);
        assertEquals("?1", whole.header("Upload-Complete"));
        assertEquals("11", whole.header("Upload-Offset"));
        assertEquals(409, append(path, 11, "?1", "more").status());
    }

    @Test
    void completesByTheWordOfTheClientAlone() {
        String path = path(create(NOTHING, "Upload-Complete", "?0"));
        append(path, 0, "?0", "hello");
        assertEquals("receiving", gateway.get(path).text("status"));
        Answer last = append(path, 5, "?1", "");
        assertEquals(201, last.status(), last::toString);
        assertEquals(5, last.json().path("bytes").asLong());
    }

    @Test
    void takesAWholeFileAsAPlainRequestWould() {
        Answer stored = create("hello".getBytes(UTF_8), "Upload-Complete", "?1");
        assertEquals(201, stored.status(), stored::toString);
        assertEquals("?1", stored.header("Upload-Complete"));
        assertEquals(Digests.sha256("hello".getBytes(UTF_8)), stored.text("sha256"));
        assertEquals(400, create(NOTHING, "Upload-Complete", "?1").status());
        Answer plain = gateway.exchange(
                "POST", "/v1/uploads?fileName=a.zip", "hello".getBytes(UTF_8), "Upload-Complete", "yes");
        assertEquals(201, plain.status(), "what is no Boolean is to be ignored");
        assertEquals("", plain.header("Upload-Complete"));
    }

    @Test
    void refusesWhatDoesNotFit() {
        String path = path(create(NOTHING, "Upload-Complete", "?0", "Upload-Length", "11"));
        append(path, 0, "?0", "hello");
        Answer elsewhere = append(path, 4, "?0", "o wo");
        assertEquals(409, elsewhere.status());
        assertEquals("5", elsewhere.header("Upload-Offset"));
        assertEquals("Upload-Offset: expected 5, found 4", elsewhere.text("detail"));
        Answer shorter = append(path, 5, "?1", " you");
        assertEquals(400, shorter.status(), shorter::toString);
        assertEquals("Upload-Length: expected 11 as it was said before, found 9", shorter.text("detail"));
        Answer longer = append(path, 5, "?0", " everybody");
        assertEquals(413, longer.status(), longer::toString);
        assertEquals("max-size=2147483648", longer.header("Upload-Limit"));
        Answer type = gateway.exchange(
                "PATCH", path, NOTHING, "Upload-Complete", "?0", "Upload-Offset", "5", "Content-Type", "text/plain");
        assertEquals(415, type.status(), type::toString);
        Answer form =
                create("x".getBytes(UTF_8), "Upload-Complete", "?0", "Content-Type", "multipart/form-data; boundary=b");
        assertEquals(415, form.status(), form::toString);
    }

    @Test
    void goesOnWithWhatTusBegan() {
        String path = path(gateway.exchange(
                "POST", "/v1/uploads?fileName=a.zip", NOTHING, "Tus-Resumable", "1.0.0", "Upload-Length", "5"));
        Answer stored = append(path, 0, "?1", "hello");
        assertEquals(201, stored.status(), stored::toString);
        assertEquals("stored", stored.text("status"));
    }

    private Answer create(byte[] body, String... headers) {
        String[] named = {
            INTEROP, "8", "Content-Disposition", "inline; filename=\"faces.zip\"; filename*=UTF-8''faces%20%C3%A4.zip"
        };
        return gateway.exchange(
                "POST",
                "/v1/uploads",
                body,
                Stream.concat(Stream.of(named), Stream.of(headers)).toArray(String[]::new));
    }

    private Answer append(String path, long offset, String complete, String body) {
        return gateway.exchange(
                "PATCH",
                path,
                body.getBytes(UTF_8),
                INTEROP,
                "8",
                "Upload-Complete",
                complete,
                "Upload-Offset",
                Long.toString(offset),
                "Content-Type",
                "application/partial-upload");
    }

    private static String path(Answer created) {
        return created.header("Location").replaceFirst("^https?://[^/]+", "");
    }
}
