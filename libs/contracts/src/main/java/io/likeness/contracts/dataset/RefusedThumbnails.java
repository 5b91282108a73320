package io.likeness.contracts.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Require;

/**
 * Small pictures of files that an import refused: PNG files beside its report, each under a name that follows from its file's digest and does not tell it. So
 * whoever erases a file finds its picture without an index, and what still has the name afterwards tells nothing of the file.
 */
public final class RefusedThumbnails {
    /** How many entries of each reason have one: the first. */
    public static final int MOST_OF_A_REASON = 24;

    /** Most pixels per row and per column. */
    public static final int MOST_SIDE = 96;

    private static final int NAME_DIGITS = 32;

    private RefusedThumbnails() {}

    /** @param sha256 of the file */
    public static String name(String sha256) {
        byte[] told = ("refused " + Require.sha256("sha256", sha256)).getBytes(UTF_8);
        return Digests.sha256(told).substring(0, NAME_DIGITS);
    }

    /**
     * Where a picture is, in the report's bucket.
     *
     * @param report the report's key
     */
    public static String key(String report, String name) {
        return report.substring(0, report.lastIndexOf('/') + 1) + "refused/" + name + ".png";
    }
}
