package io.likeness.ingest.layout;

import java.util.regex.Pattern;

/** CelebAMask-HQ's files that say which pixels of a face are what: images, but of no face. Stateless. */
public final class MaskFile {
    private static final Pattern NAME = Pattern.compile(
            "(?:.*/)?\\d{5}_(?:skin|nose|hair|mouth|hat|neck|neck_l|cloth|eye_g|ear_r|[lr]_(?:eye|brow|ear)|[ul]_lip)\\.png");

    private MaskFile() {}

    /** Whether a file is named as one of them. */
    public static boolean named(String path) {
        return NAME.matcher(path).matches();
    }
}
