package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EyeAlignmentTest {
    private static final Eyes FRAME = new Eyes(0.3, 0.4, 0.7, 0.4);
    private static final EyeAlignment ALIGNMENT = new EyeAlignment(FRAME, new TensorShape(3, 40));

    /** A red and a blue disc are the eyes, of a face with a green disc below them. */
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "0.5, 0", "1, 30", "4.5, -30", "7, 45"})
    void putsTheEyesWhereTheyShouldBeHoweverLargeAndTurnedTheFaceIs(double scale, double degrees) {
        AffineTransform pose = new AffineTransform();
        pose.translate(300, 260);
        pose.rotate(Math.toRadians(degrees));
        pose.scale(scale, scale);
        BufferedImage photo = drawn(600, 520, pose);

        ImageTensor face = ALIGNMENT.apply(photo, Orientation.UPRIGHT, eyes(pose));

        assertColour(Color.RED, face, 12, 16);
        assertColour(Color.BLUE, face, 28, 16);
        assertColour(Color.GREEN, face, 20, 28);
        assertColour(Color.WHITE, face, 20, 16);
    }

    @Test
    void continuesThePhotoWhereTheFaceReachesBeyondIt() {
        AffineTransform pose = new AffineTransform();
        pose.translate(12, 10);
        BufferedImage photo = drawn(60, 60, pose);

        ImageTensor face = ALIGNMENT.apply(photo, Orientation.UPRIGHT, eyes(pose));

        assertColour(Color.RED, face, 12, 16);
        assertColour(Color.WHITE, face, 0, 0);
    }

    @Test
    void isTheSameForATurnedPhoto() {
        AffineTransform pose = new AffineTransform();
        pose.translate(60, 50);
        pose.scale(2, 2);
        BufferedImage upright = drawn(120, 120, pose);
        BufferedImage stored = new BufferedImage(120, 120, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 120; x++) {
                CropBox at = Orientation.ROTATED_90.stored(new CropBox(x, y, 1, 1), 120, 120);
                stored.setRGB(at.left(), at.top(), upright.getRGB(x, y));
            }
        }

        ImageTensor expected = ALIGNMENT.apply(upright, Orientation.UPRIGHT, eyes(pose));
        ImageTensor found = ALIGNMENT.apply(stored, Orientation.ROTATED_90, eyes(pose));

        for (int row = 0; row < 40; row++) {
            for (int column = 0; column < 40; column++) {
                assertEquals(expected.value(0, row, column), found.value(0, row, column), 1);
            }
        }
    }

    @Test
    void isGreyWhereThatIsAskedFor() {
        AffineTransform pose = AffineTransform.getTranslateInstance(30, 30);
        ImageTensor grey = new EyeAlignment(FRAME, new TensorShape(1, 40))
                .apply(drawn(60, 60, pose), Orientation.UPRIGHT, eyes(pose));

        assertEquals(76, grey.value(0, 16, 12), 3);
    }

    @Test
    void refusesAFaceBesideThePhoto() {
        BufferedImage photo = new BufferedImage(20, 20, BufferedImage.TYPE_3BYTE_BGR);
        Eyes far = new Eyes(500, 500, 510, 500);

        assertThrows(IllegalArgumentException.class, () -> ALIGNMENT.apply(photo, Orientation.UPRIGHT, far));
        assertThrows(IllegalArgumentException.class, () -> new Eyes(1, 1, 1, 1));
    }

    private static BufferedImage drawn(int width, int height, AffineTransform pose) {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.transform(pose);
        disc(graphics, Color.RED, -8, 0);
        disc(graphics, Color.BLUE, 8, 0);
        disc(graphics, Color.GREEN, 0, 12);
        graphics.dispose();
        return photo;
    }

    private static void disc(Graphics2D graphics, Color colour, double x, double y) {
        graphics.setColor(colour);
        graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
    }

    private static Eyes eyes(AffineTransform pose) {
        double[] places = {-8, 0, 8, 0};
        pose.transform(places, 0, places, 0, 2);
        return new Eyes(places[0], places[1], places[2], places[3]);
    }

    private static void assertColour(Color colour, ImageTensor face, int column, int row) {
        assertEquals(colour.getRed(), face.value(0, row, column), 4);
        assertEquals(colour.getGreen(), face.value(1, row, column), 4);
        assertEquals(colour.getBlue(), face.value(2, row, column), 4);
    }
}
