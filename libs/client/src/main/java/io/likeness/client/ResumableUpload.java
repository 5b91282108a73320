package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.client.HttpExchange.Reply;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Sends a file by tus 1.0.0 (tus.io): one request as long as nothing breaks, and from where the gateway says after that. Stateless. */
record ResumableUpload(LikenessClient client, HttpExchange exchange, UploadMemory memory) {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final String OFFSET = "Upload-Offset";
    private static final String STORED = "stored";

    Upload run(Path file, @Nullable String dataset, LongConsumer sent, Patience patience) {
        try {
            String id = begin(file, dataset, Files.size(file));
            send(id, file, sent, patience);
            Upload stored = awaitStored(id, patience);
            memory.forget(exchange.base(), file, dataset);
            return stored;
        } catch (IOException e) {
            throw new BrokenFileException(file, e);
        }
    }

    /** The one that was begun before, if it is there still. */
    private String begin(Path file, @Nullable String dataset, long length) throws IOException {
        Optional<String> known = memory.find(exchange.base(), file, dataset);
        if (known.isPresent() && isThere(known.orElseThrow())) {
            return known.orElseThrow();
        }
        String metadata = "filename " + base64(String.valueOf(file.getFileName()));
        Reply<Void> created = exchange.send(
                tus(Calls.BEGIN_UPLOAD.of(), BodyPublishers.noBody())
                        .header("Upload-Length", Long.toString(length))
                        .header(
                                "Upload-Metadata",
                                dataset == null ? metadata : metadata + ",dataset " + base64(dataset))
                        .build(),
                BodyHandlers.discarding());
        String location = created.headers().firstValue("Location").orElseThrow();
        String id = location.substring(location.lastIndexOf('/') + 1);
        memory.remember(exchange.base(), file, dataset, id);
        return id;
    }

    private boolean isThere(String id) {
        try {
            offset(id);
            return true;
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND || e.status() == GONE) {
                return false;
            }
            throw e;
        }
    }

    private void send(String id, Path file, LongConsumer sent, Patience patience) throws IOException {
        long length = Files.size(file);
        long before = -1;
        while (true) {
            try {
                long offset = offset(id);
                if (offset > before) {
                    patience.renew();
                    before = offset;
                }
                sent.accept(offset);
                if (offset == length) {
                    return;
                }
                sendFrom(id, file, offset, length, sent);
            } catch (ProblemException e) {
                if (e.status() != CONFLICT) {
                    patience.tryAgainAfter(e);
                }
            } catch (UnreachableException e) {
                patience.tryAgainAfter(e);
            }
        }
    }

    private long offset(String id) {
        return exchange.send(
                        tus(Calls.LOOK_AT_UPLOAD.of(id), BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValueAsLong(OFFSET)
                .orElseThrow();
    }

    private void sendFrom(String id, Path file, long offset, long length, LongConsumer sent) throws IOException {
        AtomicLong at = new AtomicLong(offset);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(offset);
            InputStream rest = new CountedStream(Channels.newInputStream(channel), at, sent);
            BodyPublisher body =
                    BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> rest), length - offset);
            exchange.send(
                    tus(Calls.GO_ON_WITH_UPLOAD.of(id), body)
                            .header("Content-Type", "application/offset+octet-stream")
                            .header(OFFSET, Long.toString(offset))
                            .build(),
                    BodyHandlers.discarding(),
                    at::get);
        }
    }

    private Upload awaitStored(String id, Patience patience) {
        while (true) {
            try {
                Upload upload = client.send(Calls.UPLOAD.of(id)).value();
                if (upload.status().equals(STORED)) {
                    return upload;
                }
                patience.pause();
            } catch (ProblemException | UnreachableException e) {
                patience.tryAgainAfter(e);
            }
        }
    }

    private HttpRequest.Builder tus(Request<?> request, BodyPublisher body) {
        return exchange.request(request, body).header("Tus-Resumable", "1.0.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Tells how far it was read. */
    private static final class CountedStream extends FilterInputStream {
        private final AtomicLong at;
        private final LongConsumer told;

        private CountedStream(InputStream in, AtomicLong at, LongConsumer told) {
            super(in);
            this.at = at;
            this.told = told;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = super.read(bytes, from, most);
            if (read > 0) {
                told.accept(at.addAndGet(read));
            }
            return read;
        }
    }
}
