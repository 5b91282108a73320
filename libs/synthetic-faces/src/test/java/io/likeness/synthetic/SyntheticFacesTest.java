package io.likeness.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SyntheticFacesTest {
    @Test
    void sameSeedSameFace() {
        assertEquals(SyntheticFaces.face(5), SyntheticFaces.face(5));
        assertNotEquals(SyntheticFaces.face(5), SyntheticFaces.face(6));
    }

    /** SHA-256 of the first sixteen faces' pixels; a new value means every drawn face in the world has changed. */
    @Test
    void theFirstFacesNeverChangeUnnoticed() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        LongStream.range(0, 16)
                .forEach(seed -> digest.update(SyntheticFaces.face(seed).rgb()));
        assertEquals(
                "698f4ecf264b27f48fc2e55b4c64be9a8c2e6d1175b2b0b97fe0a6f29897210c",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void picturesOfOnePersonShareWhatLasts() {
        FaceAttributes one = SyntheticFaces.attributes(9, 1);
        FaceAttributes two = SyntheticFaces.attributes(9, 2);
        assertEquals(one.hairStyle(), two.hairStyle());
        assertEquals(one.skinTone(), two.skinTone());
        assertEquals(one.beard(), two.beard());
        assertNotEquals(one.turn(), two.turn());
    }

    @Test
    void picturesOfOnePersonAreNearerThanThoseOfTwo() {
        double same = 0;
        double other = 0;
        for (long person = 0; person < 40; person++) {
            byte[] face = neutral(person).grey();
            same += distance(
                    face,
                    SyntheticFaces.draw(plain(person), person, person + 1_000, Frame.square(64))
                            .grey());
            other += distance(face, neutral(person + 1).grey());
        }
        assertTrue(same < other, "same person " + same + ", other person " + other);
    }

    @Test
    void facesDifferFromEachOther() {
        double sum = 0;
        for (long seed = 0; seed < 100; seed++) {
            sum += distance(
                    SyntheticFaces.face(seed).grey(),
                    SyntheticFaces.face(seed + 1).grey());
        }
        // Real aligned faces differ by about 60 grey levels, root mean square; a constant picture would give 0.
        assertTrue(sum / 100 > 40, "mean distance " + sum / 100);
    }

    @Test
    void drawsEveryFrame() {
        assertEquals(3 * 128 * 128, SyntheticFaces.face(1, 1, Frame.square(128)).rgb().length);
        assertEquals(new Frame(178, 218, 178), Frame.aligned(178));
        assertEquals(new Frame(89, 109, 178), Frame.aligned(89));
        assertEquals(3 * 89 * 109, SyntheticFaces.face(1, 1, Frame.aligned(89)).rgb().length);
    }

    @Test
    void theSquareFrameIsTheCentreOfTheAlignedOne() {
        FaceAttributes plain = plain(3);
        byte[] whole = SyntheticFaces.draw(plain, 3, 3, Frame.aligned(178)).grey();
        byte[] square = SyntheticFaces.draw(plain, 3, 3, Frame.square(140)).grey();
        double sum = 0;
        for (int row = 40; row < 100; row++) {
            for (int column = 40; column < 100; column++) {
                sum += Math.abs((whole[(row + 39) * 178 + column + 19] & 0xff) - (square[row * 140 + column] & 0xff));
            }
        }
        // Grain and vignette differ by the frame.
        assertTrue(sum / 3_600 < 8, "mean difference " + sum / 3_600);
    }

    @Test
    void rejectsWhatNoFaceHas() {
        assertThrows(IllegalArgumentException.class, () -> plain(1).withPose(50, 0));
        assertThrows(IllegalArgumentException.class, () -> plain(1).withSmile(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> Frame.square(8));
    }

    static FaceAttributes plain(long person) {
        return SyntheticFaces.attributes(person, person)
                .withGlasses(false)
                .withSmile(0, 0)
                .withBeard(Beard.NONE)
                .withAge(0)
                .withPose(0, 0)
                .withSurroundings(0, Background.LIGHT);
    }

    static DrawnFace neutral(long person) {
        return SyntheticFaces.draw(plain(person), person, person, Frame.square(64));
    }

    static double distance(byte[] one, byte[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            double difference = (one[k] & 0xff) - (other[k] & 0xff);
            sum += difference * difference;
        }
        return Math.sqrt(sum / one.length);
    }
}
