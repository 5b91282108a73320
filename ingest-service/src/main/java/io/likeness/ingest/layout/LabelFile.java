package io.likeness.ingest.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** CelebA's text files by name, as its authors ({@code .txt}) and as Kaggle ({@code .csv}) distribute them. */
public enum LabelFile {
    /** A count line and a header line, then name and 40 values of -1 or 1. */
    ATTRIBUTES("list_attr_celeba"),
    /** Name and 0 train, 1 validation, 2 test. */
    PARTITION("list_eval_partition"),
    /** Name and number of the person. */
    IDENTITY("identity_celeba");

    private static final String COPY_AND_TYPE = "(?: ?\\(\\d{1,3}\\))?\\.(?:txt|csv)";
    private static final Pattern OF_POSITIONS =
            Pattern.compile("list_(?:bbox|landmarks(?:_align)?)_celeba" + COPY_AND_TYPE);

    private final String stem;
    private final Pattern name;

    LabelFile(String stem) {
        this.stem = stem;
        this.name = Pattern.compile(stem + COPY_AND_TYPE);
    }

    /** The file of that name, whatever folder it lies in, however its name is capitalised and how often it was downloaded. */
    public static Optional<LabelFile> named(String path) {
        String name = name(path);
        return Arrays.stream(values())
                .filter(file -> file.name.matcher(name).matches())
                .findFirst();
    }

    /** Whether it is one of CelebA's files of which nothing is taken: they say where in the photos faces were. */
    public static boolean ofPositions(String path) {
        return OF_POSITIONS.matcher(name(path)).matches();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** Its name as CelebA's authors have it. */
    public String fileName() {
        return stem + ".txt";
    }
}
