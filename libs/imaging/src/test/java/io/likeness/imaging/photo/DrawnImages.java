package io.likeness.imaging.photo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Simple drawn images, each number another one, encoded as files. */
final class DrawnImages {
    private DrawnImages() {}

    /** A disc on a plain ground; position and colours follow from {@code number}. */
    static BufferedImage drawn(int number, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(40 + number % 97, 60 + number / 97 % 97, 90));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(220, 180 - number % 89, 150));
        graphics.fillOval(width / 4 + number % 7, height / 4, width / 2, height / 2);
        graphics.dispose();
        return image;
    }

    /** Random pixels, which no format compresses to nothing. */
    static BufferedImage noise(long seed, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        SplittableRandom random = new SplittableRandom(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    /** An image as a file of one of ImageIO's formats. */
    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, file)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
