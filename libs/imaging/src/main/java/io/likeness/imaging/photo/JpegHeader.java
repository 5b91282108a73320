package io.likeness.imaging.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a JPEG says of itself before its pixels (ITU-T T.81, annex B).
 *
 * @param components colour components: 1 grey, 3 colour, 4 CMYK or YCCK
 * @param heldWhole whether it comes in several scans, so that all of it is held until the last is read
 */
record JpegHeader(int width, int height, int components, boolean heldWhole) {
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    /** Of a frame with no component. */
    private static final int LEAST_FRAME = 8;

    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);

    static Optional<JpegHeader> of(byte[] file) {
        List<Segment> segments = segments(file);
        return segments.stream().filter(Segment::frame).findFirst().map(frame -> {
            int components = file[frame.start() + 9] & 0xff;
            boolean several = frame.progressive()
                    || segments.getLast().marker() == START_OF_SCAN
                            && (file[segments.getLast().content()] & 0xff) < components;
            return new JpegHeader(
                    unsigned(file, frame.start() + 7), unsigned(file, frame.start() + 5), components, several);
        });
    }

    /** The EXIF block, which begins with the word "Exif". */
    static Optional<byte[]> exif(byte[] file) {
        return segments(file).stream()
                .filter(segment -> segment.marker() == APP1 && segment.begins(file, EXIF))
                .findFirst()
                .map(segment -> Arrays.copyOfRange(file, segment.content(), segment.end()));
    }

    /** The whole segments in order, up to the header of the first scan, which is the last. */
    static List<Segment> segments(byte[] file) {
        List<Segment> segments = new ArrayList<>();
        int at = 2;
        while (at + 3 < file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == END_OF_IMAGE) {
                return segments;
            }
            int end = at + 2 + Math.max(2, unsigned(file, at + 2));
            if (end <= file.length) {
                segments.add(new Segment(marker, at, end));
            }
            if (marker == START_OF_SCAN) {
                return segments;
            }
            at = end;
        }
        return segments;
    }

    private static int unsigned(byte[] file, int at) {
        return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
    }

    /**
     * A marker with its length and content.
     *
     * @param start of its marker
     * @param end behind its content
     */
    record Segment(int marker, int start, int end) {
        int content() {
            return start + 4;
        }

        boolean begins(byte[] file, byte[] word) {
            return end - content() >= word.length
                    && Arrays.equals(file, content(), content() + word.length, word, 0, word.length);
        }

        /** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
        private boolean frame() {
            return marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc
                    && end - content() >= LEAST_FRAME - 2;
        }

        private boolean progressive() {
            return (marker & 3) == 2;
        }
    }
}
