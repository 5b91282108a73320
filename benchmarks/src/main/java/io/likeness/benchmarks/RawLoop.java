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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/** The least that an import of a zip must do: read, decode, crop and resize each JPEG, on all processors, and forget it. */
final class RawLoop {
    private static final Framing FRAMING = new Framing(Crop.centre(140, 178), new TensorShape(1, 64));

    private final Path archive;

    RawLoop(Path archive) {
        this.archive = archive;
        ImageIO.setUseCache(false);
    }

    /** Returns how many images it framed. */
    long run() throws IOException, InterruptedException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".jpg"))
                    .<ZipEntry>map(entry -> entry)
                    .toList();
            AtomicInteger next = new AtomicInteger();
            AtomicLong framed = new AtomicLong();
            Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.ofPlatform().start(() -> {
                    for (int k = next.getAndIncrement(); k < entries.size(); k = next.getAndIncrement()) {
                        frame(zip, entries.get(k));
                        framed.incrementAndGet();
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return framed.get();
        }
    }

    private static void frame(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
            FRAMING.apply(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
