package io.likeness.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.Eyes;
import io.likeness.imaging.Orientation;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.testkit.FaceDetector;
import io.likeness.testkit.RealFaces;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaceFinderTest {
    private final FaceFinder finder = finder();

    private static FaceFinder finder() {
        FaceDetector.require();
        return new FaceFinder();
    }

    @AfterEach
    void close() {
        finder.close();
    }

    @Test
    void findsADrawnFaceAndItsEyes() {
        for (int seed = 1; seed <= 20; seed++) {
            BufferedImage portrait =
                    SyntheticFaces.face(seed, seed, Frame.aligned(178)).image();

            List<Face> faces = finder.find(portrait, Orientation.UPRIGHT);

            assertEquals(1, faces.size(), "seed " + seed);
            double off = faces.getFirst().eyes().farthest(new Eyes(69, 112, 108, 112));
            assertTrue(off < 8, "seed " + seed + ": eyes off by " + off);
        }
    }

    @Test
    void findsAFaceThatFillsASmallPicture() {
        for (int seed = 1; seed <= 20; seed++) {
            BufferedImage face = SyntheticFaces.face(seed).image();

            assertEquals(1, finder.find(face, Orientation.UPRIGHT).size(), "seed " + seed);
        }
    }

    @Test
    void findsAFaceOnAPhotoThatIsStoredOnItsSide() {
        BufferedImage upright = SyntheticFaces.face(3, 3, Frame.aligned(178)).image();
        BufferedImage stored = new BufferedImage(218, 178, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 218; y++) {
            for (int x = 0; x < 178; x++) {
                stored.setRGB(y, 177 - x, upright.getRGB(x, y));
            }
        }

        Face expected = finder.find(upright, Orientation.UPRIGHT).getFirst();
        Face found = finder.find(stored, Orientation.ROTATED_90).getFirst();

        assertTrue(found.eyes().farthest(expected.eyes()) < 1, found::toString);
    }

    @Test
    void findsNoFaceWhereThereIsNone() {
        for (Color colour : List.of(Color.BLACK, Color.WHITE, Color.GRAY, Color.ORANGE)) {
            assertEquals(List.of(), finder.find(plain(colour), Orientation.UPRIGHT), colour::toString);
        }
        Random random = new Random(4);
        for (int side : List.of(32, 64, 200, 900)) {
            BufferedImage noise = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            for (int k = 0; k < side * side; k++) {
                noise.setRGB(k % side, k / side, random.nextInt());
            }
            assertEquals(List.of(), finder.find(noise, Orientation.UPRIGHT), "noise of " + side);
        }
    }

    @Test
    void findsTheFacesOfGroups() {
        requireFound(
                40,
                seed -> SyntheticFaces.face(seed, seed, Frame.aligned(178))
                        .image()
                        .getSubimage(0, 20, 178, 178));
    }

    /** Of the aim, on photographs: 95 of a hundred found, eyes within 6 hundredths of the face, under one in a hundred false. */
    @Test
    void findsTheFacesOfGroupsOfRealPeople() throws IOException {
        List<byte[]> portraits = portraits(400);
        requireFound(60, number -> decoded(portraits.get(number % portraits.size())));
    }

    private void requireFound(int groups, IntFunction<BufferedImage> portraits) {
        Random random = new Random(7);
        int faces = 0;
        int found = 0;
        int eyes = 0;
        int wrong = 0;
        for (int k = 0; k < groups; k++) {
            GroupPhoto group = GroupPhoto.composed(random, finder, portraits);
            List<Face> left = new ArrayList<>(finder.find(group.photo(), Orientation.UPRIGHT));
            for (Face face : group.faces()) {
                faces++;
                for (Face candidate : List.copyOf(left)) {
                    if (candidate.overlap(face) > 0.3) {
                        left.remove(candidate);
                        found++;
                        eyes += candidate.eyes().farthest(face.eyes()) <= 0.06 * face.width() ? 1 : 0;
                        break;
                    }
                }
            }
            wrong += left.size();
        }
        String told = "%d faces, %d found, %d with their eyes, %d false".formatted(faces, found, eyes, wrong);
        assertTrue(faces > 2 * groups, told);
        assertTrue(found >= 0.95 * faces && eyes >= 0.95 * found && wrong < 0.01 * faces, told);
    }

    private static BufferedImage plain(Color colour) {
        BufferedImage plain = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 320, 240);
        graphics.dispose();
        return plain;
    }

    /** The first of LFW's. */
    private static List<byte[]> portraits(int count) throws IOException {
        List<byte[]> portraits = new ArrayList<>();
        try (InputStream file = Files.newInputStream(RealFaces.require().lfwArchive());
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null && portraits.size() < count;
                    entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".jpg")) {
                    portraits.add(tar.readAllBytes());
                }
            }
        }
        return portraits;
    }

    private static BufferedImage decoded(byte[] jpeg) {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpeg));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
