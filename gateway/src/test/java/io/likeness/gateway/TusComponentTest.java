package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads by tus 1.0.0: the core and each extension. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TusComponentTest extends TusScenario {
    @Test
    void saysWhatItSpeaks() {
        Answer options = gateway.exchange("OPTIONS", "/v1/uploads", NOTHING);
        assertEquals(204, options.status(), options::toString);
        assertEquals("1.0.0", options.header("Tus-Version"));
        assertEquals(
                "creation,creation-with-upload,creation-defer-length,checksum,expiration,termination,concatenation",
                options.header("Tus-Extension"));
        assertEquals("2147483648", options.header("Tus-Max-Size"));
        assertEquals("md5,sha1,sha256,sha384,sha512", options.header("Tus-Checksum-Algorithm"));
        assertEquals("application/offset+octet-stream, application/partial-upload", options.header("Accept-Patch"));
    }

    @Test
    void makesAnUploadOfPieces() {
        String metadata = "filename " + base64("Gesichter é.zip") + ",filetype " + base64("application/zip");
        Answer created = create("Upload-Length", "3000", "Upload-Metadata", metadata);
        assertEquals(201, created.status(), created::toString);
        assertEquals("1.0.0", created.header("Tus-Resumable"));
        String path = path(created);
        assertTrue(path.matches("/v1/uploads/[0-9a-f-]{36}"), path);
        Answer first = patch(path, 0, Arrays.copyOf(content, 1000));
        assertEquals(204, first.status(), first::toString);
        assertEquals("1000", first.header("Upload-Offset"));

        Answer head = head(path);
        assertEquals(200, head.status());
        assertEquals("1000", head.header("Upload-Offset"));
        assertEquals("3000", head.header("Upload-Length"));
        assertEquals("no-store", head.header("Cache-Control"));
        assertEquals(metadata, head.header("Upload-Metadata"));
        assertTrue(head.header("Upload-Expires").endsWith(" GMT"), head.header("Upload-Expires"));

        Answer seen = gateway.get(path);
        assertEquals("receiving", seen.text("status"));
        assertEquals(1000, seen.json().path("offset").asLong());
        assertEquals(3000, seen.json().path("bytes").asLong());
        assertTrue(Instant.parse(seen.text("expiresAt")).isAfter(Instant.now()), seen::toString);
        assertFalse(seen.json().has("sha256"), seen::toString);
        assertEquals(
                "receiving",
                gateway.get("/v1/uploads?limit=1").json().at("/0/status").asText());

        Answer last = patch(path, 1000, Arrays.copyOfRange(content, 1000, 3000));
        assertEquals("3000", last.header("Upload-Offset"), last::toString);
        assertStored(path, content);
        assertEquals("Gesichter é.zip", gateway.get(path).text("fileName"));
        Answer whole = head(path);
        assertEquals("3000", whole.header("Upload-Offset"));
        assertEquals(metadata, whole.header("Upload-Metadata"));
        assertEquals(
                path.substring(12),
                gateway.get("/v1/uploads?limit=1").json().at("/0/id").asText());
        assertEquals(204, patch(path, 3000, NOTHING).status(), "the answer to the last one may have been lost");
        assertEquals(409, patch(path, 3000, content).status());
    }

    @Test
    void takesTheFirstPieceWithTheCreation() {
        Answer created = gateway.exchange(
                "POST",
                "/v1/uploads?fileName=a.zip",
                content,
                headers("Upload-Length", "3000", "Content-Type", "application/offset+octet-stream"));
        assertEquals(201, created.status(), created::toString);
        assertEquals("3000", created.header("Upload-Offset"));
        assertEquals(Digests.sha256(content), created.text("sha256"));
        assertStored(path(created), content);
    }

    @Test
    void isToldTheLengthLater() {
        String path = path(create("Upload-Defer-Length", "1"));
        patch(path, 0, content);
        Answer head = head(path);
        assertEquals("1", head.header("Upload-Defer-Length"));
        assertEquals("3000", head.header("Upload-Offset"));
        assertTrue(dataset(path).text("detail").contains("it is not said how many are missing"));
        assertEquals(204, patch(path, 3000, NOTHING, "Upload-Length", "3000").status());
        assertStored(path, content);
    }

    @Test
    void keepsNothingOfABodyWithAnotherChecksum() throws NoSuchAlgorithmException {
        String path = path(create("Upload-Length", "3000"));
        byte[] half = Arrays.copyOf(content, 1500);
        Answer refused = patch(path, 0, half, "Upload-Checksum", "sha1 " + digest("SHA-1", content));
        assertEquals(460, refused.status(), refused::toString);
        assertEquals("CHECKSUM_MISMATCH", refused.text("code"));
        assertEquals("Upload-Checksum", field(refused));
        assertEquals("0", head(path).header("Upload-Offset"));
        assertEquals(400, patch(path, 0, half, "Upload-Checksum", "crc32 AAAA").status());

        assertEquals(
                204,
                patch(path, 0, half, "Upload-Checksum", "sha1 " + digest("SHA-1", half))
                        .status());
        byte[] rest = Arrays.copyOfRange(content, 1500, 3000);
        assertEquals(
                204,
                patch(path, 1500, rest, "Upload-Checksum", "sha256 " + digest("SHA-256", rest))
                        .status());
        assertStored(path, content);
    }

    @Test
    void givesUpWhatIsDeleted() {
        String path = path(create("Upload-Length", "3000"));
        patch(path, 0, Arrays.copyOf(content, 1000));
        assertEquals(204, gateway.exchange("DELETE", path, NOTHING, TUS).status());
        assertEquals(410, head(path).status());
        assertEquals(410, patch(path, 1000, content).status());
        assertEquals(204, gateway.delete(path).status());
        assertNothingIsLeftOf(path);
    }

    @Test
    void givesUpWhatIsSentToNoMore() {
        String path = path(create("Upload-Length", "20000000"));
        patch(path, 0, random(MORE_THAN_A_PART));
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE arrival SET expires_at = now() - interval '1 second' WHERE id = ?", path.substring(12)));
        unfinished.run();
        Answer gone = gateway.get(path);
        assertEquals(410, gone.status(), gone::toString);
        assertTrue(gone.text("detail").contains("has expired unfinished"), gone::toString);
        assertNothingIsLeftOf(path);
    }

    @Test
    void putsPartialUploadsTogether() {
        String one = path(create("Upload-Length", "1000", "Upload-Concat", "partial"));
        String two = path(create("Upload-Length", "2000", "Upload-Concat", "partial"));
        patch(one, 0, Arrays.copyOf(content, 1000));
        String concat = "final;" + one + " http://localhost" + two;
        Answer early = create("Upload-Concat", concat);
        assertEquals(409, early.status(), early::toString);
        assertEquals("Upload-Concat", field(early));

        patch(two, 0, Arrays.copyOfRange(content, 1000, 3000));
        assertEquals("partial", head(one).header("Upload-Concat"));
        assertEquals(409, dataset(two).status());
        Answer joined = create("Upload-Concat", concat);
        assertEquals(201, joined.status(), joined::toString);
        assertStored(path(joined), content);
        assertEquals(concat, head(path(joined)).header("Upload-Concat"));
        assertEquals(400, create("Upload-Concat", "final;" + path(joined)).status());
    }

    @Test
    void refusesWhatItCannotDoAndSaysWhereTheClientIs() {
        Answer version = gateway.exchange("POST", "/v1/uploads", NOTHING, "Tus-Resumable", "0.2.2");
        assertEquals(412, version.status(), version::toString);
        assertEquals("1.0.0", version.header("Tus-Version"));
        String path = path(create("Upload-Length", "3000"));
        Answer elsewhere = patch(path, 7, content);
        assertEquals(409, elsewhere.status());
        assertEquals("0", elsewhere.header("Upload-Offset"));
        assertEquals("Upload-Offset: expected 0, found 7", elsewhere.text("detail"));
        Answer type = gateway.exchange(
                "PATCH", path, content, headers("Upload-Offset", "0", "Content-Type", "application/zip"));
        assertEquals(415, type.status(), type::toString);
        assertEquals("UNSUPPORTED_MEDIA_TYPE", type.text("code"));
        assertEquals(413, patch(path, 0, random(3001)).status());
        assertEquals(404, head("/v1/uploads/none").status());
        assertEquals("0", head(path).header("Upload-Offset"));
        Answer neither = gateway.exchange("PATCH", path, content, "Upload-Offset", "0");
        assertEquals(400, neither.status());
        assertTrue(neither.text("detail").contains("Upload-Complete"), neither::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upload-Length    | 2147483649 | 413 | Upload-Length",
                "Upload-Length    | 0          | 400 | Upload-Length",
                "Upload-Length    | -1         | 400 | Upload-Length",
                "Upload-Length    | many       | 400 | Upload-Length",
                "X-None           | none       | 400 | Upload-Length",
                "Upload-Concat    | final;     | 400 | Upload-Concat",
                "Upload-Concat    | final;none | 400 | Upload-Concat",
            })
    void refusesACreation(String name, String value, int status, String field) {
        Answer refused = create(name, value);
        assertEquals(status, refused.status(), refused::toString);
        assertEquals(field, field(refused), refused::toString);
        assertEquals("application/problem+json", refused.header("Content-Type"));
        assertEquals("1.0.0", refused.header("Tus-Resumable"));
    }

    @ParameterizedTest
    @CsvSource({"filename %%%, Upload-Metadata.filename", "dataset QQ==, Upload-Metadata.filename"})
    void refusesMetadata(String metadata, String field) {
        Answer refused = gateway.exchange(
                "POST", "/v1/uploads", NOTHING, headers("Upload-Length", "1", "Upload-Metadata", metadata));
        assertEquals(400, refused.status(), refused::toString);
        assertEquals(field, field(refused));
    }

    @Test
    void takesTheMethodFromAHeaderOfAPostOnly() {
        String path = path(create("Upload-Length", "3000"));
        Answer sent = gateway.exchange(
                "POST",
                path,
                content,
                headers(
                        "X-HTTP-Method-Override", "PATCH",
                        "Upload-Offset", "0",
                        "Content-Type", "application/offset+octet-stream"));
        assertEquals(204, sent.status(), sent::toString);
        gateway.exchange("GET", path, NOTHING, headers("X-HTTP-Method-Override", "DELETE"));
        assertStored(path, content);
    }
}
