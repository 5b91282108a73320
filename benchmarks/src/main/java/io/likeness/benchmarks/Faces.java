package io.likeness.benchmarks;

import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.faces.FaceFinder;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportLimits;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.dataset.ImportSource;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An archive of faces, imported as grey images of 64 x 64. Immutable, safe for threads. */
public record Faces(ImportSource source) {
    private static final int DRAWN_FACES = 6000;
    private static final ImportOptions OPTIONS = new ImportOptions(null, 1, 64, null, null);

    /** The given archive with the tables that lie beside it, or 6,000 drawn faces in the folder. */
    public static Faces open(Optional<Path> archive, Path folder) throws IOException {
        return open(archive, folder, DRAWN_FACES);
    }

    /** The given archive with the tables that lie beside it, or as many drawn faces in the folder. */
    public static Faces open(Optional<Path> archive, Path folder, int drawn) throws IOException {
        return new Faces(
                archive.isPresent()
                        ? new ImportSource(archive.orElseThrow(), beside(archive.orElseThrow()))
                        : new ImportSource(draw(folder, drawn), Map.of()));
    }

    /**
     * Imports all, on all processors.
     *
     * @throws IllegalArgumentException if the archive cannot become a dataset
     */
    public ImportOutcome.Imported importInto(ShardSink sink) {
        return importInto(sink, null);
    }

    /**
     * The same, of photos that are looked through for faces.
     *
     * @param finder stays the caller's
     */
    ImportOutcome.Imported importInto(ShardSink sink, @Nullable FaceFinder finder) {
        DatasetImport dataset =
                new DatasetImport(ImportLimits.DEFAULTS, Runtime.getRuntime().availableProcessors(), finder);
        return switch (dataset.run(source, OPTIONS, sink)) {
            case ImportOutcome.Imported imported -> imported;
            case ImportOutcome.Refused refused ->
                throw new IllegalArgumentException(
                        "--data: " + refused.failure().message());
        };
    }

    /** The tables that lie beside an archive, by file name. */
    public static Map<String, Path> beside(Path archive) throws IOException {
        Map<String, Path> companions = new TreeMap<>();
        try (Stream<Path> files = Files.list(archive.resolveSibling(""))) {
            files.filter(file -> file.toString().matches(".*\\.(txt|csv)"))
                    .forEach(file -> companions.put(String.valueOf(file.getFileName()), file));
        }
        return companions;
    }

    private static Path draw(Path folder, int count) throws IOException {
        Path archive = folder.resolve("drawn.zip");
        try (OutputStream out = Files.newOutputStream(archive)) {
            SyntheticArchive.write(ArchivePlan.celeba(count, 1), out);
        }
        return archive;
    }
}
