package io.likeness.benchmarks;

import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/** The least that an import of a zip must do: read and decode each JPEG, on all processors, and forget it. Of faces it also crops and resizes each. */
final class RawLoop {
    private static final Framing FRAMING = new Framing(Crop.centre(140, 178), new TensorShape(1, 64));

    private final Path archive;
    private final Consumer<BufferedImage> then;

    private RawLoop(Path archive, Consumer<BufferedImage> then) {
        this.archive = archive;
        this.then = then;
        ImageIO.setUseCache(false);
    }

    static RawLoop ofFaces(Path archive) {
        return new RawLoop(archive, FRAMING::apply);
    }

    static RawLoop ofPhotos(Path archive) {
        return new RawLoop(archive, photo -> {});
    }

    /** Returns how many images it decoded. */
    long run() throws IOException, InterruptedException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".jpg"))
                    .<ZipEntry>map(entry -> entry)
                    .toList();
            AtomicInteger next = new AtomicInteger();
            AtomicLong decoded = new AtomicLong();
            Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.ofPlatform().start(() -> {
                    for (int k = next.getAndIncrement(); k < entries.size(); k = next.getAndIncrement()) {
                        decode(zip, entries.get(k));
                        decoded.incrementAndGet();
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return decoded.get();
        }
    }

    private void decode(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
            then.accept(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
