package io.likeness.ingest.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.Crop;
import io.likeness.ingest.DrawnImages;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.testkit.RealFaces;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NearDuplicatesTest {
    private static final int PHOTOGRAPHS = 9_000;
    private static final int PLANTED = 1_000;

    private final Random random = new Random(1);

    @Test
    void findsEveryCopyOfADrawnFaceAndNothingElse() throws Exception {
        HeldFaces faces = new HeldFaces(Crop.square());
        List<BufferedImage> drawn = new ArrayList<>();
        for (int seed = 0; seed < 300; seed++) {
            drawn.add(SyntheticFaces.face(seed).image());
            faces.add(drawn.getLast());
        }
        Map<Integer, Integer> copies = new HashMap<>();
        for (int k = 0; k < 60; k++) {
            copies.put(faces.add(Copies.of(drawn.get(k), k % Copies.KINDS, random)), k);
        }

        List<List<Integer>> found = find(faces);

        assertTrue(found(found, copies) >= 57, found::toString);
        assertEquals(0, strangers(found, copies), found::toString);
    }

    /** Among photographs there are copies that nobody planted: eight, of which each was looked at. */
    @Test
    void findsCopiesAmongTenThousandPhotographs() throws Exception {
        HeldFaces faces = new HeldFaces(Crop.centre(140, 178));
        List<BufferedImage> first = new ArrayList<>();
        try (ZipInputStream archive = new ZipInputStream(
                new BufferedInputStream(Files.newInputStream(RealFaces.require().celebaArchive())))) {
            for (ZipEntry entry = archive.getNextEntry();
                    entry != null && faces.count() < PHOTOGRAPHS;
                    entry = archive.getNextEntry()) {
                BufferedImage photograph = ImageIO.read(new ByteArrayInputStream(archive.readAllBytes()));
                faces.add(photograph);
                if (first.size() < PLANTED) {
                    first.add(photograph);
                }
            }
        }
        Map<Integer, Integer> copies = new HashMap<>();
        for (int k = 0; k < PLANTED; k++) {
            copies.put(faces.add(Copies.of(first.get(k), k % Copies.KINDS, random)), k);
        }

        List<List<Integer>> found = find(faces);

        assertTrue(found(found, copies) >= 0.95 * PLANTED, () -> "found " + found(found, copies));
        assertTrue(strangers(found, copies) <= 0.01 * PLANTED, () -> "others " + strangers(found, copies));
    }

    @Test
    void findsNothingInPicturesThatShowNothingAndLittleInASingleOne() throws Exception {
        HeldFaces plain = new HeldFaces(Crop.square());
        BufferedImage white = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        plain.add(white);
        plain.add(white);
        assertEquals(List.of(), find(plain));

        HeldFaces single = new HeldFaces(Crop.square());
        single.add(DrawnImages.drawn(1, 64, 64));
        assertEquals(List.of(), find(single));
    }

    /** As of a camera that stands still. */
    @Test
    @Timeout(60)
    void findsManyPicturesThatAreAllOne() throws Exception {
        HeldFaces faces = new HeldFaces(Crop.square());
        for (int k = 0; k < 5_000; k++) {
            faces.add(DrawnImages.noise(k % 5, 64, 64));
        }

        List<List<Integer>> found = find(faces);

        assertEquals(5, found.size());
        assertEquals(5_000, found.stream().mapToInt(List::size).sum());
    }

    private static List<List<Integer>> find(HeldFaces faces) throws InterruptedException {
        return new NearDuplicates(faces).run().groups();
    }

    /** Copies that are in a group with their original. */
    private static long found(List<List<Integer>> groups, Map<Integer, Integer> copies) {
        return copies.entrySet().stream()
                .filter(copy -> groups.stream()
                        .anyMatch(group -> group.contains(copy.getKey()) && group.contains(copy.getValue())))
                .count();
    }

    /** Images that are in a group with others than their copy. */
    private static long strangers(List<List<Integer>> groups, Map<Integer, Integer> copies) {
        return groups.stream()
                .mapToLong(group -> group.stream()
                                .map(image -> copies.getOrDefault(image, image))
                                .distinct()
                                .count()
                        - 1)
                .sum();
    }
}
