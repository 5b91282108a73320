package io.likeness.ingest.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** CelebA's text files by name, as its authors ({@code .txt}) and as Kaggle ({@code .csv}) distribute them. */
public enum LabelFile {
    /** A count line and a header line, then name and 40 values of -1 or 1. */
    ATTRIBUTES("list_attr_celeba"),
    /** Name and 0 train, 1 validation, 2 test. */
    PARTITION("list_eval_partition"),
    /** Name and number of the person. */
    IDENTITY("identity_celeba");

    private final String stem;

    LabelFile(String stem) {
        this.stem = stem;
    }

    /** The file of that name, whatever folder it lies in and however its name is capitalised. */
    public static Optional<LabelFile> named(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(file -> name.equals(file.stem + ".txt") || name.equals(file.stem + ".csv"))
                .findFirst();
    }

    /** Its name as CelebA's authors have it. */
    String fileName() {
        return stem + ".txt";
    }
}
