package io.likeness.standalone.command;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.credentials.StaticProvider;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies what lies in a bucket to this machine. The bucket's server and keys are told by the usual variables: {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} (absent: Amazon's),
 * {@code AWS_ACCESS_KEY_ID} (absent: nobody's), {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}, {@code AWS_REGION}. Safe for threads; the caller closes it.
 */
final class S3Source implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
    private static final String AMAZON = "https://s3.amazonaws.com";
    private static final int AT_ONCE = 8;
    private static final int TRIES = 3;

    private final MinioClient client;

    /** @throws CommandFailure for an endpoint that is no address */
    S3Source(Map<String, String> environment) {
        Function<String, Optional<String>> variable =
                name -> Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
        String endpoint = variable.apply("AWS_ENDPOINT_URL_S3")
                .or(() -> variable.apply("AWS_ENDPOINT_URL"))
                .orElse(AMAZON);
        try {
            MinioClient.Builder builder = MinioClient.builder().endpoint(endpoint);
            variable.apply("AWS_REGION")
                    .or(() -> variable.apply("AWS_DEFAULT_REGION"))
                    .ifPresent(builder::region);
            variable.apply("AWS_ACCESS_KEY_ID")
                    .ifPresent(key -> builder.credentialsProvider(new StaticProvider(
                            key,
                            variable.apply("AWS_SECRET_ACCESS_KEY")
                                    .orElseThrow(
                                            () -> CommandFailure.misused(
                                                    "AWS_SECRET_ACCESS_KEY: expected the secret of AWS_ACCESS_KEY_ID, found none")),
                            variable.apply("AWS_SESSION_TOKEN").orElse(null))));
            client = builder.build();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.misused(
                    "AWS_ENDPOINT_URL: expected the address of a server, found '" + endpoint + "': " + e.getMessage());
        }
    }

    static boolean names(String source) {
        return source.startsWith("s3://");
    }

    /** What a copy is doing. */
    interface Progress {
        void show(String source, long copied, long bytes);
    }

    /**
     * A folder, named by the last part of the prefix, with all objects below it; or the one object of that name.
     *
     * @param address {@code s3://BUCKET/PREFIX}; all of the bucket where it has no prefix
     * @param target a folder, in which nothing is overwritten
     * @throws CommandFailure for another address, an empty prefix, and for what the store refuses
     */
    Path copy(String address, Path target, Progress progress) throws IOException {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw CommandFailure.misused("expected s3://BUCKET/PREFIX, found '" + address + "'");
        }
        String bucket = parts.group(1);
        String prefix = Objects.requireNonNullElse(parts.group(2), "");
        List<Item> objects = listed(address, bucket, prefix);
        boolean alone = objects.size() == 1 && objects.getFirst().objectName().equals(prefix);
        String named = lastOf(prefix.isEmpty() ? bucket : prefix);
        Path folder = alone ? target : Files.createDirectories(within(target, named));
        List<Copy> copies = new ArrayList<>();
        for (Item object : objects) {
            String name = alone ? named : object.objectName().substring(prefix.length());
            copies.add(new Copy(bucket, object, within(folder, name.replaceAll("^/+", ""))));
        }
        long bytes = objects.stream().mapToLong(Item::size).sum();
        AtomicLong copied = new AtomicLong();
        copy(copies, size -> progress.show(address, copied.addAndGet(size), bytes));
        return alone ? copies.getFirst().file() : folder;
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the client of the bucket cannot be closed: " + e.getMessage(), e);
        }
    }

    private record Copy(String bucket, Item object, Path file) {}

    private interface Copied {
        void bytes(long bytes);
    }

    /** A prefix is a folder, and not the beginning of a name, unless it is a whole one. */
    private List<Item> listed(String address, String bucket, String prefix) throws IOException {
        String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        List<Item> objects = new ArrayList<>();
        for (Result<Item> result : client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .build())) {
            Item object = called(address, result::get);
            String name = object.objectName();
            if (!name.endsWith("/") && (name.equals(prefix) || name.startsWith(folder))) {
                objects.add(object);
            }
        }
        if (objects.isEmpty()) {
            throw CommandFailure.failed(address + ": expected objects, found none");
        }
        return objects;
    }

    private void copy(List<Copy> copies, Copied copied) throws IOException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Long>> all = copies.stream()
                    .map(one -> workers.submit(() -> {
                        fetch(one);
                        return one.object().size();
                    }))
                    .toList();
            try {
                for (Future<Long> one : all) {
                    copied.bytes(one.get());
                }
            } catch (ExecutionException e) {
                workers.shutdownNow();
                if (e.getCause() instanceof CommandFailure failure) {
                    throw failure;
                }
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                throw CommandFailure.failed("interrupted");
            }
        }
    }

    private void fetch(Copy one) throws IOException {
        Files.createDirectories(one.file().resolveSibling(""));
        String name = "s3://" + one.bucket() + "/" + one.object().objectName();
        for (int tries = 1; ; tries++) {
            try (InputStream in = called(
                    name,
                    () -> client.getObject(GetObjectArgs.builder()
                            .bucket(one.bucket())
                            .object(one.object().objectName())
                            .build()))) {
                Files.copy(in, one.file());
                return;
            } catch (IOException e) {
                Files.deleteIfExists(one.file());
                if (tries == TRIES) {
                    throw CommandFailure.failed(name + ": cannot be copied: " + e.getMessage());
                }
            }
        }
    }

    private interface Call<T> {
        T call() throws MinioException, IOException, GeneralSecurityException;
    }

    private static <T> T called(String what, Call<T> call) throws IOException {
        try {
            return call.call();
        } catch (ServerException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        } catch (ErrorResponseException e) {
            if (e.response().code() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw new IOException(what + ": " + e.getMessage(), e);
            }
            throw CommandFailure.failed("%s: %s, %s"
                    .formatted(what, e.errorResponse().code(), e.errorResponse().message()));
        } catch (MinioException | GeneralSecurityException e) {
            throw CommandFailure.failed(what + ": " + e.getMessage());
        }
    }

    private static String lastOf(String prefix) {
        String whole = prefix.replaceAll("/+$", "");
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /** @throws CommandFailure for a name that leads elsewhere */
    private static Path within(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            if (file.startsWith(folder) && !file.equals(folder)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw CommandFailure.failed(
                    "object '" + name + "': expected a name that a file can have: " + e.getMessage());
        }
        throw CommandFailure.failed(
                "object '" + name + "': expected a name below the prefix, found one that leads elsewhere");
    }
}
