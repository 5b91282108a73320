package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to uploads by tus in between: broken connections, other requests, other rules. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TusResumptionComponentTest extends TusScenario {
    @Test
    void keepsWhatCameBeforeTheConnectionBroke() throws IOException {
        byte[] large = random(2 * MORE_THAN_A_PART);
        String path = path(create("Upload-Length", Integer.toString(large.length)));
        try (RawRequest broken = send(path, 0, large.length)) {
            broken.send(Arrays.copyOf(large, MORE_THAN_A_PART));
            awaitParts(path, 1);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
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
                .atMost(Duration.ofMinutes(1))
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
}
