package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders that stall, trickle and go away, where one place is all there is. */
@QuarkusTest
@TestProfile(BriefProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class UploadPaceComponentTest {
    private static final int MORE_THAN_A_PART = 9 << 20;
    private static final String[] TWENTY_MEGABYTES = {
        "POST /v1/uploads?fileName=a.zip HTTP/1.1", "Host: localhost", "Content-Length: 20000000"
    };

    @Inject
    ObjectStore store;

    private Set<String> before = Set.of();

    @BeforeEach
    void look() {
        before = keys();
    }

    @AfterEach
    void nothingIsLeftAndThePlaceIsFree() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Answer next = new Caller().upload("b.zip", BodyPublishers.ofString("b"));
            assertEquals(201, next.status(), next::toString);
            store.delete(Bucket.UPLOADS, next.text("id"));
            assertEquals(before, keys());
            assertTrue(store.unfinished(Bucket.UPLOADS, "").isEmpty());
        });
    }

    @Test
    void endsABodyThatStalls() throws IOException {
        try (RawRequest request = RawRequest.open(TWENTY_MEGABYTES)) {
            request.send(new byte[MORE_THAN_A_PART]);
            assertTooSlow(request);
        }
    }

    @Test
    void endsABodyThatTrickles() throws IOException {
        try (RawRequest request = RawRequest.open(TWENTY_MEGABYTES)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        request.send("slow");
                        return request.answered();
                    });
            assertTooSlow(request);
        }
    }

    @Test
    void freesThePlaceOfASenderThatGoesAway() throws IOException {
        try (RawRequest request = RawRequest.open(TWENTY_MEGABYTES)) {
            request.send(new byte[MORE_THAN_A_PART]);
        }
    }

    private static void assertTooSlow(RawRequest request) throws IOException {
        assertEquals(408, request.status());
        Awaitility.await().until(request::answered);
    }

    private Set<String> keys() {
        try (Stream<StoredObject> objects = store.list(Bucket.UPLOADS, "")) {
            return objects.map(StoredObject::key).collect(Collectors.toSet());
        }
    }
}
