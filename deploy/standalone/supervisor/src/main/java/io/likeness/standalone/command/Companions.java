package io.likeness.standalone.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What belongs to an archive of photos. */
public final class Companions {
    private static final String LISTS = "(list_attr_celeba|list_eval_partition|identity_CelebA)\\.(txt|csv)";
    private static final int LONGEST_NAME = 63;

    private Companions() {}

    /** CelebA's lists beside it: attributes, partition, identities. */
    public static List<Path> beside(Path archive) throws IOException {
        try (Stream<Path> beside = Files.list(archive.toAbsolutePath().resolveSibling(""))) {
            return beside.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).matches(LISTS))
                    .sorted()
                    .toList();
        }
    }

    /** A dataset's name from a file's: {@code img_align_celeba.zip} gives {@code img_align_celeba}. */
    public static String datasetName(Path archive) {
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        String stem = name.replaceAll("\\.(zip|7z|tar|tgz|tbz2|txz|tar\\.(gz|bz2|xz|zst|lz4)|parquet)$", "")
                .replaceAll("[^a-z0-9._-]", "-");
        String safe = stem.replaceAll("^[^a-z0-9]+", "");
        return safe.isEmpty() ? "faces" : safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    }
}
