package io.likeness.platform.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.likeness.platform.testing.StoreSettings;
import io.likeness.testkit.FreePorts;
import io.likeness.testkit.TestPlatform;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MinioObjectStoreContractTest extends ObjectStoreContractTest {
    private static final int TOGETHER = 12;

    private static final MinioObjectStore STORE = new MinioObjectStore(new StoreSettings(
            TestPlatform.shared().storeEndpoint(),
            TestPlatform.shared().storeKeys().secretKey(),
            "contract-"));

    @Override
    ObjectStore store() {
        return STORE;
    }

    @Override
    ObjectStore storeThatIsAway() {
        return new MinioObjectStore(
                new StoreSettings(URI.create("http://127.0.0.1:" + FreePorts.one()), "secret", "contract-"));
    }

    @Override
    ObjectStore storeThatRefuses() {
        return new MinioObjectStore(
                new StoreSettings(TestPlatform.shared().storeEndpoint(), "not-the-secret", "contract-"));
    }

    @Test
    void sendsMoreRequestsAtATimeThanTheClientWouldByItself() throws Exception {
        CountDownLatch arrived = new CountDownLatch(TOGETHER);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setExecutor(threads);
            slow.createContext("/", exchange -> {
                arrived.countDown();
                try (exchange) {
                    boolean together = arrived.await(10, TimeUnit.SECONDS);
                    exchange.sendResponseHeaders(together ? 200 : 503, 2);
                    exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            });
            slow.start();
            MinioObjectStore store = new MinioObjectStore(new StoreSettings(
                    URI.create("http://127.0.0.1:" + slow.getAddress().getPort()), "secret", "contract-"));
            List<Future<Optional<byte[]>>> answers = IntStream.range(0, TOGETHER)
                    .mapToObj(call -> threads.submit(() -> store.find(Bucket.RESULTS, "key-" + call)))
                    .toList();
            for (Future<Optional<byte[]>> answer : answers) {
                assertTrue(answer.get().isPresent());
            }
        } finally {
            slow.stop(0);
        }
    }

    @Override
    void beginUpload(Bucket bucket, String key) {
        try {
            assertTrue(STORE.list(bucket, key + "/").findAny().isEmpty(), "the bucket is there");
            MinioAsyncClient.builder()
                    .endpoint(TestPlatform.shared().storeEndpoint().toString())
                    .credentials(
                            TestPlatform.shared().storeKeys().accessKey(),
                            TestPlatform.shared().storeKeys().secretKey())
                    .region("us-east-1")
                    .build()
                    .createMultipartUploadAsync("contract-" + bucket.logicalName(), null, key, null, null)
                    .join();
        } catch (GeneralSecurityException | IOException | MinioException e) {
            throw new IllegalStateException("no upload begun", e);
        }
    }
}
