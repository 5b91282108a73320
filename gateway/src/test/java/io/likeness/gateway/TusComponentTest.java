package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.upload.UnfinishedUploads;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.platform.store.StoredObject;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads by tus 1.0.0: the core and each extension, and what happens in between. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TusComponentTest extends GatewayScenario {
    private static final String[] TUS = {"Tus-Resumable", "1.0.0"};
    private static final byte[] NOTHING = {};
    private static final int MORE_THAN_A_PART = 9 << 20;

    @Inject
    Jdbi jdbi;

    @Inject
    OrphanSweep sweep;

    @Inject
    UnfinishedUploads unfinished;

    private final byte[] content = random(3000);

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

    @Test
    void keepsWhatCameBeforeTheConnectionBroke() throws IOException {
        byte[] large = random(2 * MORE_THAN_A_PART);
        String path = path(create("Upload-Length", Integer.toString(large.length)));
        try (RawRequest broken = send(path, 0, large.length)) {
            broken.send(Arrays.copyOf(large, MORE_THAN_A_PART));
            awaitParts(path, 1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> head(path).header("Upload-Offset").equals(Integer.toString(MORE_THAN_A_PART)));
        patch(path, MORE_THAN_A_PART, Arrays.copyOfRange(large, MORE_THAN_A_PART, large.length));
        assertStored(path, large);
    }

    @Test
    void endsARequestWhoseClientComesAgain() throws IOException {
        byte[] large = random(2 * MORE_THAN_A_PART);
        String path = path(create("Upload-Length", Integer.toString(large.length)));
        try (RawRequest hanging = send(path, 0, large.length)) {
            hanging.send(Arrays.copyOf(large, MORE_THAN_A_PART));
            awaitParts(path, 1);
            int offset = Integer.parseInt(head(path).header("Upload-Offset"));
            assertEquals(409, hanging.status());
            assertTrue(offset >= 8 << 20 && offset <= MORE_THAN_A_PART, () -> "found " + offset);
            assertEquals(
                    204,
                    patch(path, offset, Arrays.copyOfRange(large, offset, large.length))
                            .status());
        }
        assertStored(path, large);
    }

    @Test
    void refusesAnUnfinishedOneWhereAFileIsNeeded() {
        String path = path(create("Upload-Length", "3000"));
        patch(path, 0, Arrays.copyOf(content, 1000));
        Answer refused = dataset(path);
        assertEquals(409, refused.status(), refused::toString);
        assertEquals("STATE_CONFLICT", refused.text("code"));
        assertTrue(refused.text("detail").startsWith("uploadId: "), refused::toString);
        assertTrue(refused.text("detail").contains("2000 of 3000 bytes are missing"), refused::toString);
    }

    @Test
    void refusesAFileThatSomebodyHasHadErased() {
        byte[] photo = ("photo " + name).getBytes(UTF_8);
        String before = path(create("Upload-Length", Integer.toString(photo.length)));
        assertEquals(
                202,
                gateway.send("POST", "/v1/erasures", "image/jpeg", new String(photo, UTF_8))
                        .status());
        Answer refused = patch(before, 0, photo);
        assertEquals(451, refused.status(), refused::toString);
        assertEquals("ERASED", refused.text("code"));
        assertEquals(410, head(before).status());
        assertNothingIsLeftOf(before);
    }

    @Test
    void addsItsImagesToADatasetThatItsMetadataNames() {
        String metadata = "filename " + base64("a.zip") + ",dataset " + base64(name);
        String path = path(create("Upload-Length", "3000", "Upload-Metadata", metadata));
        patch(path, 0, content);
        assertEquals(name, gateway.get(path).text("datasetName"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.get(path).json().has("datasetId"));
    }

    @Test
    void keepsWhatIsUnderWayHoweverOldItIs() {
        byte[] large = random(MORE_THAN_A_PART + 1000);
        String path = path(create("Upload-Length", Integer.toString(large.length)));
        patch(path, 0, Arrays.copyOf(large, MORE_THAN_A_PART));
        sweep.sweep(Instant.now());
        sweep.sweep(Instant.now().plus(Duration.ofDays(3)));
        assertEquals(
                204,
                patch(path, MORE_THAN_A_PART, Arrays.copyOfRange(large, MORE_THAN_A_PART, large.length))
                        .status());
        assertStored(path, large);
    }

    private RawRequest send(String path, long offset, int length) throws IOException {
        return RawRequest.open(
                "PATCH " + path + " HTTP/1.1",
                "Host: localhost",
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: " + offset,
                "Content-Type: application/offset+octet-stream",
                "Content-Length: " + length);
    }

    private void awaitParts(String path, int parts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> jdbi.withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM arrival_part WHERE arrival_id = :id")
                                        .bind("id", path.substring(12))
                                        .mapTo(Integer.class)
                                        .one()
                                == parts));
    }

    private void assertStored(String path, byte[] expected) {
        Answer stored = gateway.get(path);
        assertEquals("stored", stored.text("status"), stored::toString);
        assertEquals(Digests.sha256(expected), stored.text("sha256"));
        assertEquals(expected.length, stored.json().path("bytes").asLong());
        assertFalse(stored.json().has("expiresAt"), stored::toString);
        String id = path.substring(12);
        assertArrayEquals(expected, store.find(Bucket.UPLOADS, id).orElseThrow());
        assertEquals(1, keys(id), "nothing lies beside it");
    }

    private void assertNothingIsLeftOf(String path) {
        String id = path.substring(12);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            unfinished.run();
            assertEquals(0, keys(id));
            assertTrue(store.unfinished(Bucket.UPLOADS, id).isEmpty());
        });
    }

    private long keys(String prefix) {
        try (Stream<StoredObject> objects = store.list(Bucket.UPLOADS, prefix)) {
            return objects.count();
        }
    }

    private Answer dataset(String path) {
        return gateway.post(
                "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, path.substring(12)));
    }

    /** With a name, unless the metadata has one. */
    private Answer create(String... headers) {
        boolean named = Arrays.asList(headers).contains("Upload-Metadata");
        return gateway.exchange(
                "POST", named ? "/v1/uploads" : "/v1/uploads?fileName=a.zip", NOTHING, headers(headers));
    }

    private Answer patch(String path, long offset, byte[] body, String... headers) {
        String[] piece = {"Upload-Offset", Long.toString(offset), "Content-Type", "application/offset+octet-stream"};
        return gateway.exchange(
                "PATCH",
                path,
                body,
                headers(Stream.concat(Stream.of(piece), Stream.of(headers)).toArray(String[]::new)));
    }

    private Answer head(String path) {
        return gateway.exchange("HEAD", path, NOTHING, TUS);
    }

    private static String[] headers(String... more) {
        return Stream.concat(Stream.of(TUS), Stream.of(more)).toArray(String[]::new);
    }

    private static String path(Answer created) {
        return created.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static String field(Answer refused) {
        return refused.json().at("/violations/0/field").asText();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String digest(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
