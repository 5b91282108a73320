package io.likeness.benchmarks;

import io.likeness.faces.FaceFinder;
import io.likeness.ingest.dataset.ImportSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images per second of an import (read, decode, check, crop, resize, de-duplicate, digest, split, shard to disk) beside a loop
 * that only reads, decodes, crops and resizes on all processors; or, of photos on which faces are looked for, beside one that only reads and decodes.
 *
 * <p>Options: {@code --data ARCHIVE} (default: drawn faces), or {@code --photos N} (photos of 12 megapixels with drawn faces); {@code --rounds N} (default 3), {@code
 * --json FILE}.
 */
public final class IngestBenchmark {
    private static final List<String> OPTIONS = List.of("--data", "--photos", "--rounds", "--json");
    private static final int DEFAULT_ROUNDS = 3;

    private final Faces faces;
    private final RawLoop raw;
    private final @Nullable FaceFinder finder;
    private final Path folder;

    private IngestBenchmark(Faces faces, RawLoop raw, @Nullable FaceFinder finder, Path folder) {
        this.faces = faces;
        this.raw = raw;
        this.finder = finder;
        this.folder = folder;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        try (Scratch scratch = Scratch.create()) {
            Path folder = scratch.folder();
            int rounds = options.count("--rounds").orElse(DEFAULT_ROUNDS);
            Optional<Integer> photos = options.count("--photos");
            Comparison result = photos.isPresent()
                    ? ofPhotos(folder, photos.orElseThrow(), rounds)
                    : ofFaces(folder, options.path("--data"), rounds);
            result.print("import", "raw loop");
            Optional<Path> json = options.path("--json");
            if (json.isPresent()) {
                result.write(json.orElseThrow());
            }
        }
    }

    private static Comparison ofFaces(Path folder, Optional<Path> data, int rounds)
            throws IOException, InterruptedException {
        Faces faces = Faces.open(data, folder);
        return new IngestBenchmark(faces, RawLoop.ofFaces(faces.source().archive()), null, folder).compare(rounds);
    }

    private static Comparison ofPhotos(Path folder, int count, int rounds) throws IOException, InterruptedException {
        Path archive = DrawnPhotos.write(folder, count);
        try (FaceFinder finder = new FaceFinder()) {
            return new IngestBenchmark(
                            new Faces(new ImportSource(archive, Map.of())), RawLoop.ofPhotos(archive), finder, folder)
                    .compare(rounds);
        }
    }

    private Comparison compare(int rounds) throws IOException, InterruptedException {
        System.out.println("one round to warm up, then " + rounds + "; import, raw loop (images/s), ratio");
        round();
        List<Comparison.Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            measured.add(round());
        }
        return Comparison.of("images/s", measured);
    }

    private Comparison.Round round() throws IOException, InterruptedException {
        long start = System.nanoTime();
        long imported = faces.importInto(new DiskSink(folder), finder).entries();
        long middle = System.nanoTime();
        long looped = raw.run();
        long end = System.nanoTime();
        return new Comparison.Round(imported * 1e9 / (middle - start), looped * 1e9 / (end - middle));
    }
}
