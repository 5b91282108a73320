package io.likeness.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.likeness.contracts.Digests;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/**
 * A face of 64 x 64 grey pixels, one line of which is noise that no other image has: by its bytes the file can be found, by its noise the
 * pixels, also in archives, pictures and pages that hold it.
 *
 * @param file a PNG
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Watermark(byte[] file, byte[] noise) {
    static final int SIDE = 64;

    private static final int LINE = 60;
    private static final int EXCERPT = 48;
    private static final Pattern EMBEDDED = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");

    /** On a photo; among the held-out faces of a dataset in which files are told apart by nothing but their digests. */
    static Watermark on(byte[] photo) throws IOException {
        BufferedImage face = square(ImageIO.read(new ByteArrayInputStream(photo)));
        for (long seed = 1; ; seed++) {
            byte[] noise = new byte[SIDE];
            new Random(seed).nextBytes(noise);
            face.getRaster().setDataElements(0, LINE, SIDE, 1, noise);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ImageIO.write(face, "png", file);
            if (heldOut(Digests.sha256(file.toByteArray()))) {
                return new Watermark(file.toByteArray(), noise);
            }
        }
    }

    String sha256() {
        return Digests.sha256(file);
    }

    /** Whether content holds the file or its pixels, as they are or in whatever form the product stores them. */
    boolean in(byte[] content) throws IOException {
        return holds(content, Arrays.copyOfRange(file, file.length / 2, file.length / 2 + EXCERPT))
                || holds(content, noise)
                || starts(content, "\u0089PNG") && inPicture(content)
                || starts(content, "PK\u0003\u0004") && inArchive(content)
                || starts(content, "<!DOCTYPE html>") && inPage(content);
    }

    private boolean inArchive(byte[] archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (in(zip.readAllBytes())) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean inPage(byte[] page) throws IOException {
        Matcher pictures = EMBEDDED.matcher(new String(page, ISO_8859_1));
        while (pictures.find()) {
            if (inPicture(Base64.getDecoder().decode(pictures.group(1)))) {
                return true;
            }
        }
        return false;
    }

    /** Drawn once, or with each pixel as a square of several. */
    private boolean inPicture(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        Raster raster = picture.getRaster();
        for (int y = 0; y < raster.getHeight(); y++) {
            int[] line = raster.getSamples(0, y, raster.getWidth(), 1, 0, (int[]) null);
            for (int scale = 1; scale <= 4; scale++) {
                for (int phase = 0; phase < scale; phase++) {
                    if (holds(thinned(line, scale, phase), noise)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static byte[] thinned(int[] line, int scale, int phase) {
        byte[] thin = new byte[Math.max(0, (line.length - phase + scale - 1) / scale)];
        for (int i = 0; i < thin.length; i++) {
            thin[i] = (byte) line[phase + i * scale];
        }
        return thin;
    }

    private static boolean holds(byte[] content, byte[] wanted) {
        for (int at = 0; at <= content.length - wanted.length; at++) {
            if (content[at] == wanted[0] && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean starts(byte[] content, String magic) {
        byte[] head = magic.getBytes(ISO_8859_1);
        return content.length > head.length && Arrays.equals(content, 0, head.length, head, 0, head.length);
    }

    /** 5 of 100 files validate, by their digests. */
    private static boolean heldOut(String sha256) {
        double share = Long.parseLong(sha256.substring(0, 8), 16) / (double) (1L << 32);
        return share >= 0.9 && share < 0.95;
    }

    private static BufferedImage square(BufferedImage photo) {
        int side = Math.min(photo.getWidth(), photo.getHeight());
        int x = (photo.getWidth() - side) / 2;
        int y = (photo.getHeight() - side) / 2;
        BufferedImage face = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = face.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(photo, 0, 0, SIDE, SIDE, x, y, x + side, y + side, null);
        graphics.dispose();
        return face;
    }
}
