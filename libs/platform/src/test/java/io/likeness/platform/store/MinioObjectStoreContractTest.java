package io.likeness.platform.store;

import io.likeness.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

final class MinioObjectStoreContractTest extends ObjectStoreContractTest {
    private static final MinioObjectStore STORE = new MinioObjectStore(new Settings(
            TestPlatform.shared().storeEndpoint(),
            TestPlatform.shared().storeKeys().secretKey()));

    @Override
    ObjectStore store() {
        return STORE;
    }

    @Override
    ObjectStore storeThatIsAway() {
        return new MinioObjectStore(new Settings(URI.create("http://127.0.0.1:" + closedPort()), "secret"));
    }

    @Override
    ObjectStore storeThatRefuses() {
        return new MinioObjectStore(new Settings(TestPlatform.shared().storeEndpoint(), "not-the-secret"));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Settings(URI endpoint, String secretKey) implements StoreConfiguration {
        @Override
        public String accessKey() {
            return TestPlatform.shared().storeKeys().accessKey();
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public String bucketPrefix() {
            return "contract-";
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration transferTimeout() {
            return Duration.ofSeconds(30);
        }
    }
}
