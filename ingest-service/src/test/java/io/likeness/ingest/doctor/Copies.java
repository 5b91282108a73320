package io.likeness.ingest.doctor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Copies of a picture, as they come about on their way through the web. */
final class Copies {
    /** Ways to copy. */
    static final int KINDS = 5;

    private static final double KEPT = 0.95;

    private Copies() {}

    /** Encoded again, mirrored, cut out by 5 %, lighter or darker by 10 %, or all of that. */
    static BufferedImage of(BufferedImage picture, int kind, Random random) throws IOException {
        boolean all = kind == KINDS - 1;
        boolean mirrored = all || kind == 1;
        double kept = all || kind == 2 ? KEPT : 1;
        double gain = all || kind == 3 ? random.nextBoolean() ? 1.1 : 0.9 : 1;
        return encoded(drawn(picture, mirrored, kept, gain, random), kind == 0 ? 0.4f : 0.75f);
    }

    private static BufferedImage drawn(
            BufferedImage picture, boolean mirrored, double kept, double gain, Random random) {
        int width = (int) Math.round(kept * picture.getWidth());
        int height = (int) Math.round(kept * picture.getHeight());
        int left = random.nextInt(picture.getWidth() - width + 1);
        int top = random.nextInt(picture.getHeight() - height + 1);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = picture.getRGB(left + (mirrored ? width - 1 - x : x), top + y);
                copy.setRGB(x, y, lit(rgb >> 16, gain) << 16 | lit(rgb >> 8, gain) << 8 | lit(rgb, gain));
            }
        }
        return copy;
    }

    private static int lit(int value, double gain) {
        return (int) Math.min(255, Math.round((value & 0xff) * gain));
    }

    private static BufferedImage encoded(BufferedImage picture, float quality) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
    }
}
