package io.likeness.platform.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.likeness.platform.testing.StoreSettings;
import io.likeness.testkit.TestPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store is killed and is back while connections to it are kept alive. */
final class StoreRestartTest {
    private static final String BINARY = "application/octet-stream";

    @TempDir
    private Path folder;

    @Test
    void writesOverAConnectionThatDiedSinceItWasLastUsed() throws Exception {
        TestPlatform platform = TestPlatform.shared();
        MinioObjectStore store = new MinioObjectStore(
                new StoreSettings(platform.storeEndpoint(), platform.storeKeys().secretKey(), "restart-"));
        String key = UUID.randomUUID() + "/object";
        byte[] first = {1};
        byte[] second = new byte[100_000];
        store.put(Bucket.RESULTS, key, first, BINARY);
        platform.store().restart();
        assertArrayEquals(second, store.fetch(store.put(Bucket.RESULTS, key, second, BINARY)));
        Path file = Files.write(folder.resolve("object"), first);
        platform.store().restart();
        assertArrayEquals(first, store.fetch(store.put(Bucket.RESULTS, key, file, BINARY)));
    }
}
