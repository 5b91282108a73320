package io.likeness.ingest.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.ingest.DrawnImages;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive with as many files as CelebA, and its three tables, in no more heap than the deployment leaves to an import. */
class FullCelebaImportTest {
    private static final int FILES = 202_599;
    private static final int ATTRIBUTES = 40;

    /** Every hundredth file is an image, so that the test ends soon; the digests of the others would fill another 9 MiB. */
    private static final int IMAGE_EVERY = 100;

    /** 256 MiB, less 52 for the service around an import and 9 for those digests. */
    private static final String HEAP = "-Xmx195m";

    @TempDir
    Path folder;

    @Test
    void fitsInTheHeapOfTheDeployment() throws Exception {
        Path archive = archive();
        Path attributes = table("attributes", header(), number -> "1 ".repeat(ATTRIBUTES));
        Path partition = table("partition", "", number -> Integer.toString(number / IMAGE_EVERY % 3));
        Path identities = table("identities", "", number -> Integer.toString(number / 20));

        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullCelebaImport.class.getName(),
                        archive.toString(),
                        "list_attr_celeba.txt",
                        attributes.toString(),
                        "list_eval_partition.txt",
                        partition.toString(),
                        "identity_CelebA.txt",
                        identities.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertEquals(0, child.waitFor(), () -> read(output));
        int images = FILES / IMAGE_EVERY;
        assertEquals(
                "CELEBA SplitCounts[train=%d, validation=%d, test=%d] %d"
                        .formatted(images / 3, images / 3, images / 3, FILES - images),
                read(output).strip());
    }

    private Path archive() throws IOException {
        Path archive = folder.resolve("img_align_celeba.zip");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int number = 1; number <= FILES; number++) {
                zip.putNextEntry(new ZipEntry("img_align_celeba/%06d.jpg".formatted(number)));
                zip.write(number % IMAGE_EVERY == 0 ? DrawnImages.jpeg(number) : new byte[] {'x'});
                zip.closeEntry();
            }
        }
        return archive;
    }

    private static String header() {
        StringBuilder header = new StringBuilder(FILES + "\n");
        for (int k = 0; k < ATTRIBUTES; k++) {
            header.append("Attribute_").append(k).append(' ');
        }
        return header.append('\n').toString();
    }

    private Path table(String name, String header, IntFunction<String> values) throws IOException {
        Path table = folder.resolve(name);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(table, UTF_8))) {
            out.print(header);
            for (int number = 1; number <= FILES; number++) {
                out.println("%06d.jpg ".formatted(number) + values.apply(number));
            }
        }
        return table;
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
