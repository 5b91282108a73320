package io.likeness.standalone.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.testkit.FreePorts;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real store. */
final class S3SourceComponentTest {
    private static final Duration START = Duration.ofMinutes(1);
    private static final String KEY = "key-of-a-test";
    private static final String SECRET = "secret-of-a-test";

    @TempDir
    Path folder;

    private Path target;
    private Process store;
    private Map<String, String> environment;

    @BeforeEach
    void fill() throws Exception {
        int port = FreePorts.one();
        String endpoint = "http://127.0.0.1:" + port;
        environment = Map.of(
                "AWS_ENDPOINT_URL",
                endpoint,
                "AWS_ACCESS_KEY_ID",
                KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_REGION",
                "eu-central-1");
        target = Files.createDirectory(folder.resolve("target"));
        store = start(port);
        try (MinioClient client = MinioClient.builder()
                .endpoint(endpoint)
                .credentials(KEY, SECRET)
                .region("eu-central-1")
                .build()) {
            client.makeBucket(MakeBucketArgs.builder().bucket("photos").build());
            for (String name :
                    List.of("holiday/1.jpg", "holiday/beach/2.jpg", "holidays.jpg", "set/a.zip", "set/b.zip")) {
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                client.putObject(PutObjectArgs.builder().bucket("photos").object(name).stream(
                                new ByteArrayInputStream(content), content.length, -1)
                        .build());
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        store.destroy();
        store.waitFor();
    }

    @Test
    void copiesWhatLiesBelowAPrefix() throws IOException {
        List<Long> told = new ArrayList<>();
        try (S3Source source = new S3Source(environment)) {
            for (String address : List.of("s3://photos/holiday", "s3://photos/holiday/")) {
                Path to = Files.createTempDirectory(target, "copy");

                Path copied = source.copy(address, to, (from, bytes, of) -> told.add(bytes));

                assertEquals(to.resolve("holiday"), copied);
                assertEquals(List.of("1.jpg", "beach/2.jpg"), files(copied));
                assertArrayEquals(
                        "holiday/beach/2.jpg".getBytes(StandardCharsets.UTF_8),
                        Files.readAllBytes(copied.resolve("beach/2.jpg")));
            }
            assertEquals(4, told.size());
            assertTrue(told.contains(32L), told::toString);
            assertEquals(
                    List.of("holiday/1.jpg", "holiday/beach/2.jpg", "holidays.jpg", "set/a.zip", "set/b.zip"),
                    files(source.copy("s3://photos", target, (from, bytes, of) -> {})));
        }
    }

    @Test
    void copiesOneObjectAndFoldersOfArchives() throws IOException {
        try (S3Source source = new S3Source(environment)) {
            assertEquals(
                    target.resolve("a.zip"), source.copy("s3://photos/set/a.zip", target, (from, bytes, of) -> {}));

            Path set = source.copy("s3://photos/set", target, (from, bytes, of) -> {});

            assertEquals(
                    List.of(set.resolve("a.zip"), set.resolve("b.zip")),
                    PhotoPack.archivesIn(set).orElseThrow());
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        try (S3Source source = new S3Source(environment);
                S3Source stranger = new S3Source(Map.of(
                        "AWS_ENDPOINT_URL",
                        environment.get("AWS_ENDPOINT_URL"),
                        "AWS_ACCESS_KEY_ID",
                        KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        "another"))) {
            assertEquals("s3://photos/none: expected objects, found none", failure(source, "s3://photos/none"));
            assertEquals("expected s3://BUCKET/PREFIX, found 's3://'", failure(source, "s3://"));
            assertTrue(failure(source, "s3://absent/x").startsWith("s3://absent/x: NoSuchBucket, "));
            assertTrue(failure(stranger, "s3://photos/holiday")
                    .startsWith("s3://photos/holiday: SignatureDoesNotMatch, "));
        }
        String misused = String.valueOf(
                assertThrows(CommandFailure.class, () -> new S3Source(Map.of("AWS_ENDPOINT_URL", "a place")))
                        .getMessage());
        assertTrue(misused.startsWith("AWS_ENDPOINT_URL: expected the address of a server, found 'a place'"), misused);
    }

    private String failure(S3Source source, String address) {
        return String.valueOf(
                assertThrows(CommandFailure.class, () -> source.copy(address, target, (from, bytes, of) -> {}))
                        .getMessage());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Process start(int port) throws IOException {
        Path built = Path.of(System.getProperty("likeness.root"), "deploy", "standalone", "object-store", "target");
        Path log = folder.resolve("store.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*",
                        "io.likeness.standalone.objectstore.ObjectStoreNode",
                        Integer.toString(port),
                        Files.createDirectory(folder.resolve("data")).toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("STORE_ACCESS_KEY", KEY, "STORE_SECRET_KEY", SECRET));
        Process started = builder.start();
        await().atMost(START).until(() -> Files.readString(log).contains("READY " + port));
        return started;
    }
}
