package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FramingPropertyTest {
    private static final int CASES = 60;

    @Test
    void aPlainColourStaysThatColourAtEverySizeAndCrop() {
        SeededCases.forEach(CASES, random -> {
            int value = random.nextInt(256);
            BufferedImage photo =
                    new BufferedImage(random.nextInt(1, 120), random.nextInt(1, 120), BufferedImage.TYPE_3BYTE_BGR);
            for (int y = 0; y < photo.getHeight(); y++) {
                for (int x = 0; x < photo.getWidth(); x++) {
                    photo.setRGB(x, y, value * 0x010101);
                }
            }
            for (byte found :
                    new Framing(anyCrop(random), anyShape(random)).apply(photo).values()) {
                assertEquals(value, found & 0xff);
            }
        });
    }

    @Test
    void theMeanOfAHalvedPhotoIsKept() {
        SeededCases.forEach(CASES, random -> {
            BufferedImage photo = SeededCases.photo(random, 64, 64, BufferedImage.TYPE_INT_RGB);
            double full = mean(new Framing(Crop.whole(), new TensorShape(1, 64)).apply(photo));
            double half = mean(new Framing(Crop.whole(), new TensorShape(1, 32)).apply(photo));
            // Edge pixels weigh more than inner ones, by 1/7 on a frame of 2 pixels.
            assertEquals(full, half, 2.0);
        });
    }

    @Test
    void resizingKeepsToTheRangeOfThePhoto() {
        SeededCases.forEach(CASES, random -> {
            ImageTensor photo = SeededCases.tensor(random, new TensorShape(1, random.nextInt(1, 90)));
            int side = photo.shape().side();
            int target = random.nextInt(1, 90);
            byte[] resized = PlaneResize.of(photo.shared(), side, side, 1, target, target);
            assertTrue(least(resized) >= least(photo.shared()));
            assertTrue(-least(negated(resized)) <= -least(negated(photo.shared())));
        });
    }

    @Test
    void greyIsTheLumaOfTheColourResultWhereNothingIsResized() {
        SeededCases.forEach(CASES, random -> {
            BufferedImage photo = SeededCases.photo(random, 9, 9, BufferedImage.TYPE_3BYTE_BGR);
            ImageTensor grey = new Framing(Crop.whole(), new TensorShape(1, 9)).apply(photo);
            ImageTensor colour = new Framing(Crop.whole(), new TensorShape(3, 9)).apply(photo);
            for (int row = 0; row < 9; row++) {
                for (int column = 0; column < 9; column++) {
                    double luma = 0.299 * colour.value(0, row, column)
                            + 0.587 * colour.value(1, row, column)
                            + 0.114 * colour.value(2, row, column);
                    // Half a level of rounding, and weights in 16 bits.
                    assertEquals(luma, grey.value(0, row, column), 0.503);
                }
            }
        });
    }

    @Test
    void floatsAndBytesOfATensorAgree() {
        SeededCases.forEach(CASES, random -> {
            ImageTensor face = SeededCases.tensor(random, anyShape(random));
            float[] unit = new float[face.shape().size() + 1];
            face.copyTo(unit, 1);
            assertEquals(face, ImageTensor.ofUnit(face.shape(), unit, 1));
            byte[] batch = new byte[face.shape().size() + 2];
            face.copyTo(batch, 2);
            assertArrayEquals(
                    face.values(), ImageTensor.of(face.shape(), batch, 2).values());
        });
    }

    private static Crop anyCrop(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Crop.whole();
            case 1 -> Crop.centre(random.nextInt(1, 100), 100);
            default -> new Crop.CentrePixels(random.nextInt(1, 100));
        };
    }

    private static TensorShape anyShape(SplittableRandom random) {
        return new TensorShape(random.nextBoolean() ? 1 : 3, random.nextInt(1, 70));
    }

    private static double mean(ImageTensor tensor) {
        double sum = 0;
        for (byte value : tensor.shared()) {
            sum += value & 0xff;
        }
        return sum / tensor.shape().size();
    }

    private static int least(byte[] values) {
        int least = 255;
        for (byte value : values) {
            least = Math.min(least, value & 0xff);
        }
        return least;
    }

    private static byte[] negated(byte[] values) {
        byte[] negated = new byte[values.length];
        for (int k = 0; k < values.length; k++) {
            negated[k] = (byte) ~values[k];
        }
        return negated;
    }
}
