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
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** What tests of tus share: uploads that are made, sent to and looked at. */
abstract class TusScenario extends GatewayScenario {
    static final String[] TUS = {"Tus-Resumable", "1.0.0"};
    static final byte[] NOTHING = {};
    static final int MORE_THAN_A_PART = 9 << 20;

    @Inject
    Jdbi jdbi;

    @Inject
    OrphanSweep sweep;

    @Inject
    UnfinishedUploads unfinished;

    final byte[] content = random(3000);

    RawRequest send(String path, long offset, int length) throws IOException {
        return RawRequest.open(
                "PATCH " + path + " HTTP/1.1",
                "Host: localhost",
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: " + offset,
                "Content-Type: application/offset+octet-stream",
                "Content-Length: " + length);
    }

    void awaitParts(String path, int parts) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> jdbi.withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM arrival_part WHERE arrival_id = :id")
                                        .bind("id", path.substring(12))
                                        .mapTo(Integer.class)
                                        .one()
                                == parts));
    }

    void assertStored(String path, byte[] expected) {
        Answer stored = gateway.get(path);
        assertEquals("stored", stored.text("status"), stored::toString);
        assertEquals(Digests.sha256(expected), stored.text("sha256"));
        assertEquals(expected.length, stored.json().path("bytes").asLong());
        assertFalse(stored.json().has("expiresAt"), stored::toString);
        String id = path.substring(12);
        assertArrayEquals(expected, store.find(Bucket.UPLOADS, id).orElseThrow());
        assertEquals(1, keys(id), "nothing lies beside it");
    }

    void assertNothingIsLeftOf(String path) {
        String id = path.substring(12);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            unfinished.run();
            assertEquals(0, keys(id));
            assertTrue(store.unfinished(Bucket.UPLOADS, id).isEmpty());
        });
    }

    long keys(String prefix) {
        try (Stream<StoredObject> objects = store.list(Bucket.UPLOADS, prefix)) {
            return objects.count();
        }
    }

    Answer dataset(String path) {
        return gateway.post(
                "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, path.substring(12)));
    }

    /** With a name, unless the metadata has one. */
    Answer create(String... headers) {
        boolean named = Arrays.asList(headers).contains("Upload-Metadata");
        return gateway.exchange(
                "POST", named ? "/v1/uploads" : "/v1/uploads?fileName=a.zip", NOTHING, headers(headers));
    }

    Answer patch(String path, long offset, byte[] body, String... headers) {
        String[] piece = {"Upload-Offset", Long.toString(offset), "Content-Type", "application/offset+octet-stream"};
        return gateway.exchange(
                "PATCH",
                path,
                body,
                headers(Stream.concat(Stream.of(piece), Stream.of(headers)).toArray(String[]::new)));
    }

    Answer head(String path) {
        return gateway.exchange("HEAD", path, NOTHING, TUS);
    }

    static String[] headers(String... more) {
        return Stream.concat(Stream.of(TUS), Stream.of(more)).toArray(String[]::new);
    }

    static String path(Answer created) {
        return created.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    static String field(Answer refused) {
        return refused.json().at("/violations/0/field").asText();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static String digest(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
