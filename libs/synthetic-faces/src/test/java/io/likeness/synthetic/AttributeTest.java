package io.likeness.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each attribute changes the part of the picture where it belongs, on the mean over forty persons. */
class AttributeTest {
    private static final int PERSONS = 40;
    private static final int SIDE = 64;

    @Test
    void glassesDarkenTheRimsButNotTheChin() {
        UnaryOperator<FaceAttributes> glasses = face -> face.withGlasses(true);
        assertTrue(change(glasses, face -> mean(face, 16, 48, 32, 42)) < -5);
        assertEquals(0, change(glasses, face -> mean(face, 24, 40, 54, 62)), 0.5);
    }

    @Test
    void anOpenSmileShowsTeethAndRaisesTheCorners() {
        UnaryOperator<FaceAttributes> smile = face -> face.withSmile(1, 1);
        assertTrue(change(smile, face -> mean(face, 28, 36, 51, 54)) > 8, "teeth are brighter than lips");
        assertTrue(change(face -> face.withSmile(1, 0), AttributeTest::cornerHeight) < -0.4, "corners rise");
    }

    @Test
    void aFullBeardDarkensTheJaw() {
        UnaryOperator<FaceAttributes> beard =
                face -> face.withHair(HairStyle.SHORT, HairTone.BLACK).withBeard(Beard.FULL);
        assertTrue(change(beard, face -> mean(face, 24, 40, 56, 62)) < -25);
    }

    @Test
    void longBlackHairDarkensTheSides() {
        ToDoubleFunction<DrawnFace> sides = face -> mean(face, 6, 11, 24, 50) + mean(face, 53, 58, 24, 50);
        assertTrue(change(face -> face.withHair(HairStyle.LONG_STRAIGHT, HairTone.BLACK), sides) < -60);
    }

    @Test
    void skinToneDarkensTheCheeks() {
        ToDoubleFunction<DrawnFace> cheeks = face -> mean(face, 20, 26, 42, 48) + mean(face, 38, 44, 42, 48);
        double light = mean(face -> face.withSkinTone(0), cheeks);
        double dark = mean(face -> face.withSkinTone(1), cheeks);
        assertTrue(light - dark > 100, light + " and " + dark);
    }

    @Test
    void lightFallsFromItsSide() {
        ToDoubleFunction<DrawnFace> leaning = face -> mean(face, 18, 30, 40, 50) - mean(face, 34, 46, 40, 50);
        double fromLeft = mean(face -> face.withSurroundings(-1, Background.LIGHT), leaning);
        double fromRight = mean(face -> face.withSurroundings(1, Background.LIGHT), leaning);
        assertTrue(fromLeft > 15 && fromRight < -15, fromLeft + " and " + fromRight);
    }

    /** Eyes stay where the frame wants them, so a head turned to the right reaches further to the left. */
    @Test
    void turningTheHeadShowsMoreOfOneSide() {
        ToDoubleFunction<DrawnFace> sides = face -> mean(face, 3, 11, 28, 40) - mean(face, 53, 61, 28, 40);
        UnaryOperator<FaceAttributes> bald = face ->
                face.withSkinTone(0).withHair(HairStyle.BALD, HairTone.BLACK).withSurroundings(0, Background.DARK);
        double right = mean(face -> bald.apply(face).withPose(25, 0), sides);
        double left = mean(face -> bald.apply(face).withPose(-25, 0), sides);
        assertTrue(right > 30 && left < -30, right + " and " + left);
    }

    @Test
    void theBackgroundIsLightOrDark() {
        ToDoubleFunction<DrawnFace> corner = face -> mean(face, 0, 4, 0, 4);
        UnaryOperator<FaceAttributes> bald = face -> face.withHair(HairStyle.BALD, HairTone.BLACK);
        double light = mean(face -> bald.apply(face).withSurroundings(0, Background.LIGHT), corner);
        double dark = mean(face -> bald.apply(face).withSurroundings(0, Background.DARK), corner);
        assertTrue(light > 140 && dark < 80, light + " and " + dark);
    }

    @Test
    void sampledAttributesHaveTheIntendedShares() {
        FaceAttributes[] faces = LongStream.range(0, 4_000)
                .mapToObj(seed -> SyntheticFaces.attributes(seed, seed))
                .toArray(FaceAttributes[]::new);
        // Binomial, 4,000 draws: three standard deviations are at most 0.024.
        assertEquals(0.48, share(faces, FaceAttributes::masculine), 0.024);
        assertEquals(0.1375, share(faces, FaceAttributes::glasses), 0.024);
        assertEquals(0.52, share(faces, face -> face.smile() > 0.3), 0.024);
        assertEquals(0.48 * 5.3 / 10.3, share(faces, face -> face.beard() != Beard.NONE), 0.024);
        for (HairStyle style : HairStyle.values()) {
            assertTrue(share(faces, face -> face.hairStyle() == style) > 0.02, style.name());
        }
    }

    private static double share(FaceAttributes[] faces, Predicate<FaceAttributes> has) {
        return (double) Arrays.stream(faces).filter(has).count() / faces.length;
    }

    private static double change(UnaryOperator<FaceAttributes> edit, ToDoubleFunction<DrawnFace> measure) {
        return mean(edit, measure) - mean(UnaryOperator.identity(), measure);
    }

    private static double mean(UnaryOperator<FaceAttributes> edit, ToDoubleFunction<DrawnFace> measure) {
        return LongStream.range(0, PERSONS)
                .mapToObj(person -> SyntheticFaces.draw(
                        edit.apply(SyntheticFacesTest.plain(person)), person, person, Frame.square(SIDE)))
                .mapToDouble(measure)
                .average()
                .orElseThrow();
    }

    private static double mean(DrawnFace face, int left, int right, int top, int bottom) {
        byte[] grey = face.grey();
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += grey[y * SIDE + x] & 0xff;
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    /** Row of the darkest pixel beside the mouth's middle, left and right. */
    private static double cornerHeight(DrawnFace face) {
        byte[] grey = face.grey();
        double sum = 0;
        int[] columns = {24, 25, 38, 39};
        for (int x : columns) {
            int darkest = 46;
            for (int y = 46; y < 56; y++) {
                if ((grey[y * SIDE + x] & 0xff) < (grey[darkest * SIDE + x] & 0xff)) {
                    darkest = y;
                }
            }
            sum += darkest;
        }
        return sum / columns.length;
    }
}
