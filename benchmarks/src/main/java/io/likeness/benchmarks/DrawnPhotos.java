package io.likeness.benchmarks;

import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files as a phone's camera makes them: 4,000 x 3,000 pixels, with one to three drawn faces somewhere and the noise of a sensor, some 4 MB each. */
final class DrawnPhotos {
    private static final int WIDTH = 4_000;
    private static final int HEIGHT = 3_000;
    private static final int DIFFERENT = 30;
    private static final int MOST_FACES = 3;
    private static final int LEAST_FACE = 300;
    private static final int MOST_FACE = 1_200;
    private static final double NOISE = 4;
    private static final float QUALITY = 0.9f;

    private DrawnPhotos() {}

    /** A zip of that many photos. No two files are equal; where there are more than 30, some show the same. */
    static Path write(Path folder, int count) throws IOException {
        List<byte[]> different = new ArrayList<>();
        for (int k = 0; k < Math.min(DIFFERENT, count); k++) {
            different.add(jpeg(photo(new Random(k), k)));
        }
        Path archive = folder.resolve("photos.zip");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int k = 0; k < count; k++) {
                zip.putNextEntry(new ZipEntry("IMG_%06d.jpg".formatted(k)));
                zip.write(commented(different.get(k % different.size()), k));
            }
        }
        return archive;
    }

    private static BufferedImage photo(Random random, int number) {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setPaint(new GradientPaint(
                0, 0, new Color(random.nextInt(0xffffff)), WIDTH, HEIGHT, new Color(random.nextInt(0xffffff))));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int faces = 1 + number % MOST_FACES;
        int column = WIDTH / faces;
        for (int k = 0; k < faces; k++) {
            int side = LEAST_FACE + random.nextInt(MOST_FACE - LEAST_FACE);
            BufferedImage face = SyntheticFaces.face(MOST_FACES * number + k, number, Frame.square(Math.min(512, side)))
                    .image();
            int left = k * column + random.nextInt(column - side + 1);
            graphics.drawImage(face, left, random.nextInt(HEIGHT - side), side, side, null);
        }
        graphics.dispose();
        byte[] values = ((DataBufferByte) photo.getRaster().getDataBuffer()).getData();
        for (int k = 0; k < values.length; k++) {
            values[k] = (byte) Math.clamp(Math.round((values[k] & 0xff) + NOISE * random.nextGaussian()), 0, 255);
        }
        return photo;
    }

    private static byte[] jpeg(BufferedImage photo) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(photo, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** The file with its number as a comment, after the marker with which it begins. */
    private static byte[] commented(byte[] jpeg, int number) {
        byte[] comment = "%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream(jpeg.length + comment.length + 4);
        file.write(jpeg, 0, 2);
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (comment.length + 2)});
        file.writeBytes(comment);
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }
}
