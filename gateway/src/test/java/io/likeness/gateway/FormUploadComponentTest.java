package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.StoredObject;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in forms, and bodies that are not the file byte by byte. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class FormUploadComponentTest extends GatewayScenario {
    private static final String BOUNDARY = "------------------------d74496d66958873e";
    private static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

    @Test
    void storesTheFileOfAFormUnderItsName() {
        byte[] file = new byte[9_000_000];
        new Random(1).nextBytes(file);
        System.arraycopy(("\r\n--" + BOUNDARY.substring(1)).getBytes(UTF_8), 0, file, 5000, BOUNDARY.length() + 3);
        Form form = new Form().field("comment", "mine").file("", "").file("C:\\photos\\Gesichter é.zip", file);
        Answer stored = post("/v1/uploads", form.end());
        assertEquals(201, stored.status(), stored::toString);
        assertEquals("Gesichter é.zip", stored.text("fileName"));
        assertEquals(Digests.sha256(file), stored.text("sha256"));
        assertEquals(9_000_000, stored.json().path("bytes").asLong());
    }

    @Test
    void takesTheNameAndTheDatasetOfTheAddress() {
        Answer stored = post(
                "/v1/uploads?fileName=b.zip&dataset=" + name,
                new Form().file("a.zip", "hello").end());
        assertEquals("b.zip", stored.text("fileName"), stored::toString);
        assertEquals(name, stored.text("datasetName"));
    }

    @Test
    void refusesAFormThatItCannotReadAndKeepsNothing() {
        Set<String> before = keys();
        assertRefused(new Form().field("comment", "mine").end(), "body: expected a form with a file, found none");
        assertRefused(new Form().file("a.zip", "").end(), "body: expected at least 1 byte, found none");
        assertRefused(
                new Form().file("a.zip", "hello").file("b.csv", "x").end(),
                "body: expected a form with one file, found another, 'b.csv'");
        assertRefused(new Form().file("a.zip", "hello").bytes(), "body: expected a form whose parts end with");
        assertRefused("hello".getBytes(UTF_8), "body: expected a form with a file, found none");
        Answer unbounded =
                gateway.exchange("POST", "/v1/uploads", "x".getBytes(UTF_8), "Content-Type", "multipart/form-data");
        assertEquals(400, unbounded.status(), unbounded::toString);
        assertEquals(before, keys());
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Encoding, gzip, 415, UNSUPPORTED_MEDIA_TYPE",
        "Content-Encoding, br, 415, UNSUPPORTED_MEDIA_TYPE",
        "Content-Encoding, identity, 201, ''",
        "Content-Range, bytes 0-4/10, 400, INVALID_REQUEST"
    })
    void takesABodyOnlyAsItIsToBeStored(String header, String value, int status, String code) {
        Answer answer = gateway.exchange("POST", "/v1/uploads?fileName=a.zip", "hello".getBytes(UTF_8), header, value);
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.text("code"));
        assertTrue(status == 201 || answer.text("detail").startsWith(header + ": expected "), answer::toString);
        assertEquals(status == 415 ? "identity" : "", answer.header("Accept-Encoding"));
    }

    private void assertRefused(byte[] form, String detail) {
        Answer refused = post("/v1/uploads", form);
        assertEquals(400, refused.status(), refused::toString);
        assertTrue(refused.text("detail").startsWith(detail), refused::toString);
    }

    private Answer post(String path, byte[] form) {
        return gateway.exchange("POST", path, form, "Content-Type", FORM);
    }

    private Set<String> keys() {
        try (Stream<StoredObject> objects = store.list(Bucket.UPLOADS, "")) {
            return objects.map(StoredObject::key).collect(Collectors.toSet());
        }
    }

    /** A form as curl sends it (RFC 7578). */
    private static final class Form {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Form field(String name, String value) {
            return part("name=\"" + name + "\"", value.getBytes(UTF_8));
        }

        Form file(String name, String content) {
            return file(name, content.getBytes(UTF_8));
        }

        Form file(String name, byte[] content) {
            return part("name=\"file\"; filename=\"" + name + "\"", content);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        byte[] end() {
            bytes.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1));
            return bytes();
        }

        private Form part(String disposition, byte[] content) {
            bytes.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition
                            + "\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
            return this;
        }
    }
}
