package io.likeness.synthetic;

import java.util.Locale;

/**
 * What an archive shall hold. Immutable.
 *
 * @param count pictures, 1 to 999,999
 * @param seed the same seed gives the same pictures
 * @param layout names and tables
 * @param frame size of each picture
 */
public record ArchivePlan(int count, long seed, ArchiveLayout layout, Frame frame) {
    private static final int MOST = 999_999;
    private static final int MOST_OF_ONE = 7;

    /** @throws IllegalArgumentException if {@code count} is out of range */
    public ArchivePlan {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count: expected 1 to " + MOST + ", found " + count);
        }
    }

    /** CelebA's layout at half its size, 89 x 109 pixels. */
    public static ArchivePlan celeba(int count, long seed) {
        return new ArchivePlan(count, seed, ArchiveLayout.CELEBA, Frame.aligned(89));
    }

    /** Person of each picture, 0 upwards: each has 1 to 7 pictures in a row, 4 on average. */
    int[] persons() {
        int[] persons = new int[count];
        SeededStream stream = new SeededStream(seed, 41);
        int person = -1;
        int left = 0;
        for (int k = 0; k < count; k++) {
            if (left == 0) {
                person++;
                left = 1 + (int) (stream.unit() * MOST_OF_ONE);
            }
            persons[k] = person;
            left--;
        }
        return persons;
    }

    /** The seed of a person. */
    long personSeed(int person) {
        return SeededStream.mix(seed) + person;
    }

    String name(int picture) {
        String number = String.format(Locale.ROOT, "%06d", picture + 1);
        return switch (layout) {
            case CELEBA -> number + ".jpg";
            case FOLDER -> number + ".png";
        };
    }

    String path(int picture) {
        return switch (layout) {
            case CELEBA -> "img_align_celeba/" + name(picture);
            case FOLDER -> "faces/" + name(picture);
        };
    }
}
