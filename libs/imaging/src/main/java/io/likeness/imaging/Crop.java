package io.likeness.imaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of an upright photo becomes the face. Immutable. The text form ({@link #parse}, {@link #text}) is what
 * options and manifests carry: {@code whole}, {@code square}, {@code centre:140} or {@code centre:140/178}.
 */
public sealed interface Crop {
    /** Everything; a photo that is not square is squeezed into one. */
    record Whole() implements Crop {
        @Override
        public String text() {
            return "whole";
        }

        @Override
        public CropBox box(int width, int height) {
            return new CropBox(0, 0, width, height);
        }
    }

    /**
     * The centre square whose side is {@code side / of} of the photo's shorter side: the same framing at every size.
     * CelebA's centre 140 of 178 x 218 is {@code CentreShare(140, 178)}, and 70 pixels of an image of 89 x 109.
     */
    record CentreShare(int side, int of) implements Crop {
        /** @throws IllegalArgumentException unless {@code 1 <= side <= of} */
        public CentreShare {
            if (side < 1 || side > of) {
                throw new IllegalArgumentException("crop: expected a side of 1 to " + of + ", found " + side);
            }
        }

        @Override
        public String text() {
            return side == of ? "square" : "centre:" + side + "/" + of;
        }

        @Override
        public CropBox box(int width, int height) {
            long scaled = (2L * side * Math.min(width, height) + of) / (2L * of);
            return CropBox.centred((int) Math.max(1, scaled), width, height);
        }
    }

    /** The centre square of {@code side} pixels, or the largest one if the photo is smaller. */
    record CentrePixels(int side) implements Crop {
        /** @throws IllegalArgumentException unless {@code side >= 1} */
        public CentrePixels {
            if (side < 1) {
                throw new IllegalArgumentException("crop: expected a side of at least 1 pixel, found " + side);
            }
        }

        @Override
        public String text() {
            return "centre:" + side;
        }

        @Override
        public CropBox box(int width, int height) {
            return CropBox.centred(Math.min(side, Math.min(width, height)), width, height);
        }
    }

    /** The text form, which {@link #parse} reads back. */
    String text();

    /** The part of an upright photo of {@code width x height} pixels that is kept. */
    CropBox box(int width, int height);

    static Crop whole() {
        return new Whole();
    }

    /** The largest centre square. */
    static Crop square() {
        return new CentreShare(1, 1);
    }

    /** See {@link CentreShare}. */
    static Crop centre(int side, int of) {
        return new CentreShare(side, of);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if {@code text} is none of the four forms or a number is out of range
     */
    static Crop parse(String text) {
        Matcher centre = Pattern.compile("centre:(\\d{1,6})(?:/(\\d{1,6}))?").matcher(text);
        if (centre.matches()) {
            int side = Integer.parseInt(centre.group(1));
            String of = centre.group(2);
            return of == null ? new CentrePixels(side) : new CentreShare(side, Integer.parseInt(of));
        }
        return switch (text) {
            case "whole" -> whole();
            case "square" -> square();
            default ->
                throw new IllegalArgumentException(
                        "crop: expected whole, square, centre:<side> or centre:<side>/<of>, found '" + text + "'");
        };
    }
}
