package io.likeness.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticArchiveTest {
    private static final ArchivePlan PLAN = ArchivePlan.celeba(120, 3);

    @Test
    void holdsCelebasPicturesAndTables() throws IOException {
        Map<String, byte[]> files = unzip(write(PLAN));
        assertEquals(123, files.size());
        BufferedImage picture = decode(file(files, "img_align_celeba/000120.jpg"));
        assertEquals(89, picture.getWidth());
        assertEquals(109, picture.getHeight());
    }

    @Test
    void tablesDescribeEveryPicture() throws IOException {
        Map<String, byte[]> files = unzip(write(PLAN));
        List<String> attributes = lines(files, "list_attr_celeba.txt");
        List<String> header = List.of(attributes.get(1).trim().split(" +"));
        assertEquals("120", attributes.getFirst());
        assertEquals(40, header.size());
        assertEquals(122, attributes.size());
        int[] persons = PLAN.persons();
        for (int k = 0; k < PLAN.count(); k++) {
            FaceAttributes face = SyntheticFaces.attributes(PLAN.personSeed(persons[k]), k);
            String[] row = attributes.get(k + 2).split(" +");
            assertEquals(41, row.length);
            assertEquals(PLAN.name(k), row[0]);
            assertEquals(face.glasses() ? "1" : "-1", row[1 + header.indexOf("Eyeglasses")]);
            assertEquals(face.masculine() ? "1" : "-1", row[1 + header.indexOf("Male")]);
            assertEquals(
                    PLAN.name(k) + " " + (persons[k] + 1),
                    lines(files, "identity_CelebA.txt").get(k));
        }
    }

    @Test
    void noPersonIsInTwoParts() throws IOException {
        Map<String, byte[]> files = unzip(write(PLAN));
        List<String> partitions = lines(files, "list_eval_partition.txt");
        Map<Integer, String> partOf = new LinkedHashMap<>();
        int[] persons = PLAN.persons();
        for (int k = 0; k < PLAN.count(); k++) {
            String part = partitions.get(k).split(" ")[1];
            assertEquals(part, partOf.computeIfAbsent(persons[k], person -> part));
        }
        assertTrue(partOf.values().containsAll(List.of("0", "1", "2")), partOf.toString());
    }

    @Test
    void aPersonHasOneToSevenPictures() {
        int[] persons = ArchivePlan.celeba(4_000, 1).persons();
        long[] counts = new long[persons[persons.length - 1] + 1];
        Arrays.stream(persons).forEach(person -> counts[person]++);
        assertEquals(7, Arrays.stream(counts).max().orElseThrow());
        // Uniform over 1 to 7: mean 4, and the mean of 1,000 persons is within 0.2 (three standard deviations).
        assertEquals(4, 4_000.0 / counts.length, 0.2);
    }

    @Test
    void sameSeedSameArchive() throws IOException {
        assertArrayEquals(write(PLAN), write(PLAN));
    }

    @Test
    void aFolderHoldsThePixelsThatWereDrawn() throws IOException {
        ArchivePlan plan = new ArchivePlan(3, 8, ArchiveLayout.FOLDER, Frame.square(64));
        Map<String, byte[]> files = unzip(write(plan));
        assertEquals(List.of("faces/000001.png", "faces/000002.png", "faces/000003.png"), List.copyOf(files.keySet()));
        DrawnFace drawn = SyntheticFaces.face(plan.personSeed(plan.persons()[1]), 1, plan.frame());
        BufferedImage read = decode(file(files, "faces/000002.png"));
        assertArrayEquals(
                drawn.image().getRGB(0, 0, 64, 64, new int[4_096], 0, 64),
                read.getRGB(0, 0, 64, 64, new int[4_096], 0, 64));
    }

    @Test
    void theCommandWritesArchiveAndPreview(@TempDir Path folder) throws IOException {
        String out = folder.resolve("faces.zip").toString();
        String preview = folder.resolve("preview.png").toString();
        String[] arguments = {"--count", "9", "--seed", "1", "--out", out, "--layout", "folder", "--preview", preview};
        assertEquals(0, DrawFaces.run(arguments));
        assertEquals(9, unzip(Files.readAllBytes(Path.of(out))).size());
        assertEquals(256, decode(Files.readAllBytes(Path.of(preview))).getHeight());
    }

    @Test
    void theCommandTellsWhatIsWrong() {
        assertEquals(2, DrawFaces.run(new String[] {"--count", "9", "--seed", "1"}));
        assertEquals(2, DrawFaces.run(new String[] {"--count", "none", "--seed", "1", "--out", "x"}));
        assertEquals(2, DrawFaces.run(new String[] {"--count", "0", "--seed", "1", "--out", "x"}));
        assertEquals(1, DrawFaces.run(new String[] {"--count", "1", "--seed", "1", "--out", "/no/such/folder/x"}));
        assertThrows(IllegalArgumentException.class, () -> ArchivePlan.celeba(1_000_000, 1));
    }

    private static byte[] write(ArchivePlan plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SyntheticArchive.write(plan, out);
        return out.toByteArray();
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static List<String> lines(Map<String, byte[]> files, String name) {
        return new String(file(files, name), StandardCharsets.US_ASCII).lines().toList();
    }

    private static BufferedImage decode(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assertNotNull(image);
        return image;
    }
}
