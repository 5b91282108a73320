package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Grids as large as they become, to more callers at a time than the heap could hold them for. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class DownloadsComponentTest {
    /** A thousand faces of 3 x 128 x 128 that no compression makes smaller. */
    private static final int LARGEST_BYTES = 1000 * 3 * 128 * 128;

    private static final int CALLERS = 20;

    private final Caller gateway = new Caller();
    private final String name = "faces-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    ObjectStore store;

    @Test
    void holdsNoGridWholeInMemory() throws Exception {
        URI grid = grid(LARGEST_BYTES).address();
        // All have their first bytes and none its last: one after the other would prove nothing.
        CyclicBarrier begun = new CyclicBarrier(CALLERS);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                answers.add(callers.submit(() -> {
                    try (InputStream in = open(grid)) {
                        int first = in.readNBytes(1).length;
                        begun.await();
                        return first + in.transferTo(OutputStream.nullOutputStream());
                    }
                }));
            }
            for (Future<Long> answer : answers) {
                assertEquals(LARGEST_BYTES, answer.get());
            }
        }
    }

    @Test
    void leavesAnAnswerIncompleteWhoseContentIsWrong() throws IOException {
        Grid grid = grid(1 << 20);
        byte[] damaged = new byte[1 << 20];
        store.put(Bucket.RESULTS, grid.key(), damaged, "image/png");
        try (InputStream in = open(grid.address())) {
            assertEndsEarly(in);
        }
    }

    @Test
    void leavesAnAnswerIncompleteWhoseStoreGoesAway() throws IOException {
        Grid grid = grid(LARGEST_BYTES);
        try (InputStream in = open(grid.address())) {
            assertEquals(1, in.readNBytes(1).length);
            TestPlatform.shared().store().kill();
            assertEndsEarly(in);
        } finally {
            TestPlatform.shared().store().start();
        }
    }

    private static void assertEndsEarly(InputStream in) {
        IOException end = assertThrows(IOException.class, in::readAllBytes);
        assertFalse(end instanceof SocketTimeoutException, "the caller is left to wait");
    }

    private static InputStream open(URI address) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setReadTimeout(60_000);
        return connection.getInputStream();
    }

    private record Grid(URI address, String key) {}

    private Grid grid(int bytes) {
        Loop.publish(new ModelPromoted(name, Loop.version(store, name), null));
        Loop.awaitHandled(Topic.MODEL_EVENT);
        String id = gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name))
                .text("id");
        byte[] content = new byte[bytes];
        new Random(5).nextBytes(content);
        ObjectReference grid = store.put(Bucket.RESULTS, id + "/grid.png", content, "image/png");
        Loop.publish(new FacesGenerated(id, name, 1, "d".repeat(64), 1, 5, grid, grid, grid, null, "CPU", 0.1));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> gateway.get("/v1/generations/" + id).text("status").equals("succeeded"));
        URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
        return new Grid(base.resolve("/v1/generations/" + id + "/grid.png"), grid.key());
    }
}
