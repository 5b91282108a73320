package io.likeness.ingest.dataset;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is imported.
 *
 * @param archive zip, 7z, tar or Parquet on local disk
 * @param companions files that came beside the archive, by their original names, such as {@code list_attr_celeba.txt}
 */
public record ImportSource(Path archive, Map<String, Path> companions) {
    public ImportSource {
        companions = Map.copyOf(companions);
    }
}
