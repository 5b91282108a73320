package io.likeness.ingest.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is imported.
 *
 * @param archive zip, 7z, tar or Parquet on local disk
 * @param further archives that are read after it, as if they were one
 * @param lists label files that came beside the archives, by their original names, such as {@code list_attr_celeba.txt}
 */
public record ImportSource(Path archive, List<Further> further, Map<String, Path> lists) {
    public ImportSource {
        further = List.copyOf(further);
        lists = Map.copyOf(lists);
    }

    /** One archive, and what came beside it. */
    public ImportSource(Path archive, Map<String, Path> lists) {
        this(archive, List.of(), lists);
    }

    /**
     * One more archive.
     *
     * @param name as it was uploaded
     */
    public record Further(String name, Path file) {}
}
