package io.likeness.imaging.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Image files of the rarer kinds. */
final class SampleFiles {
    private static final int JPEG_HEAD = 2;
    private static final int PNG_HEAD = 33;

    private SampleFiles() {}

    static byte[] sixteenBitPng(BufferedImage image) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                raster.setPixel(
                        x, y, new int[] {(rgb >> 16 & 0xff) * 257, (rgb >> 8 & 0xff) * 257, (rgb & 0xff) * 257});
            }
        }
        return written("png", writer -> writer.write(new BufferedImage(model, raster, false, null)));
    }

    /** Four components, inverted, with Adobe's marker, as Photoshop writes them; no black ink. */
    static byte[] cmykJpeg(BufferedImage image) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), 4, null);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                raster.setPixel(x, y, new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 255});
            }
        }
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return inserted(
                written("jpeg", writer -> writer.write(null, new IIOImage(raster, null, null), null)),
                JPEG_HEAD,
                adobe);
    }

    static byte[] animatedGif(List<BufferedImage> frames) {
        return written("gif", writer -> {
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, delayed(writer, frame)), null);
            }
            writer.endWriteSequence();
        });
    }

    /** The header of {@code png} with other dimensions and a CRC that fits them. */
    static byte[] pngClaiming(byte[] png, int width, int height) {
        byte[] file = png.clone();
        ByteBuffer.wrap(file).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) crc.getValue());
        return file;
    }

    static byte[] jpegOriented(byte[] jpeg, int code) {
        return jpegWithExif(jpeg, tiff(code));
    }

    static byte[] jpegWithExif(byte[] jpeg, byte[] tiff) {
        ByteBuffer segment = ByteBuffer.allocate(10 + tiff.length);
        segment.putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
        segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff);
        return inserted(jpeg, JPEG_HEAD, segment.array());
    }

    static byte[] pngOriented(byte[] png, int code) {
        return pngWith(png, "eXIf", tiff(code));
    }

    static byte[] webpOriented(byte[] webp, int code) {
        byte[] tiff = tiff(code);
        ByteBuffer file = ByteBuffer.allocate(webp.length + 8 + tiff.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(webp)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(tiff.length)
                .put(tiff);
        file.putInt(4, file.capacity() - 8);
        return file.array();
    }

    /** A profile as one part, which claims to be that part of so many. */
    static byte[] jpegWithProfile(byte[] jpeg, byte[] profile, int part, int parts) {
        ByteBuffer segment = ByteBuffer.allocate(18 + profile.length);
        segment.putShort((short) 0xffe2).putShort((short) (16 + profile.length));
        segment.put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII));
        segment.put((byte) part).put((byte) parts).put(profile);
        return inserted(jpeg, JPEG_HEAD, segment.array());
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return written("jpeg", writer -> {
            ImageWriteParam scans = writer.getDefaultWriteParam();
            scans.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), scans);
        });
    }

    /** @param compression its name as ImageIO has it */
    static byte[] tiff(BufferedImage image, String compression) {
        return written("tiff", writer -> {
            ImageWriteParam compressed = writer.getDefaultWriteParam();
            compressed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            compressed.setCompressionType(compression);
            writer.write(null, new IIOImage(image, null, null), compressed);
        });
    }

    /** A JPEG whose frame is of other dimensions. */
    static byte[] jpegClaiming(byte[] jpeg, int width, int height) {
        byte[] file = jpeg.clone();
        int frame = JpegHeader.segments(file).stream()
                .filter(segment -> segment.marker() == 0xc0 || segment.marker() == 0xc2)
                .findFirst()
                .orElseThrow()
                .content();
        ByteBuffer.wrap(file).putShort(frame + 1, (short) height).putShort(frame + 3, (short) width);
        return file;
    }

    static byte[] bmpClaiming(byte[] bmp, int length) {
        byte[] file = bmp.clone();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(2, length);
        return file;
    }

    static byte[] pngWith(byte[] png, String type, byte[] content) {
        return inserted(png, PNG_HEAD, pngChunk(type, content));
    }

    /** {@code tRNS} belongs behind the palette. */
    static byte[] pngWithTransparency(byte[] png, byte[] alphas) {
        int palette = PNG_HEAD;
        assertEquals("PLTE", new String(png, palette + 4, 4, StandardCharsets.US_ASCII));
        int behind = palette + 12 + ByteBuffer.wrap(png).getInt(palette);
        return inserted(png, behind, pngChunk("tRNS", alphas));
    }

    /** The image in a palette of these two colours. */
    static BufferedImage twoColours(BufferedImage image, int first, int second) {
        IndexColorModel palette =
                new IndexColorModel(8, 2, new int[] {first, second}, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage drawn =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        drawn.createGraphics().drawImage(image, 0, 0, null);
        return drawn;
    }

    /** The extended form of a square file, with one further chunk before the pixels. */
    static byte[] webpExtended(byte[] webp, int side, String chunk) {
        ByteBuffer file = ByteBuffer.allocate(webp.length + 30).order(ByteOrder.LITTLE_ENDIAN);
        file.put(webp, 0, 12);
        file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
        file.put(new byte[] {(byte) (side - 1), 0, 0, (byte) (side - 1), 0, 0});
        file.put(chunk.getBytes(StandardCharsets.US_ASCII)).putInt(4).putInt(7);
        file.put(webp, 12, webp.length - 12);
        file.putInt(4, file.capacity() - 8);
        return file.array();
    }

    /** @param kind P2 or P5 for grey, P3 or P6 for colours; the lower are written in digits */
    static byte[] netpbm(String kind, BufferedImage image) {
        boolean grey = kind.equals("P2") || kind.equals("P5");
        boolean digits = kind.equals("P2") || kind.equals("P3");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("%s\n# drawn\n%d %d\n255\n"
                .formatted(kind, image.getWidth(), image.getHeight())
                .getBytes(StandardCharsets.US_ASCII));
        for (int sample : image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null)) {
            file.writeBytes(digits ? (sample + "\n").getBytes(StandardCharsets.US_ASCII) : new byte[] {(byte) sample});
        }
        assertEquals(grey ? 1 : 3, image.getRaster().getNumBands());
        return file.toByteArray();
    }

    private static byte[] pngChunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
        chunk.putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + content.length);
        chunk.putInt((int) crc.getValue());
        return chunk.array();
    }

    /** A TIFF block of one entry: Orientation, a short. */
    private static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    private static IIOMetadata delayed(ImageWriter writer, BufferedImage frame) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", "10");
        metadata.setFromTree(format, root);
        return metadata;
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(Arrays.copyOfRange(file, at, file.length))
                .array();
    }

    private static byte[] written(String format, Writing writing) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writing.with(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    @FunctionalInterface
    private interface Writing {
        void with(ImageWriter writer) throws IOException;
    }
}
