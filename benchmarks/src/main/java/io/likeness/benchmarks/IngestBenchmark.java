package io.likeness.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images per second of an import (read, decode, check, crop, resize, de-duplicate, digest, split, shard to disk) beside a loop
 * that only reads, decodes, crops and resizes on all processors.
 *
 * <p>Options: {@code --data ARCHIVE} (default: drawn faces), {@code --rounds N} (default 3), {@code --json FILE}.
 */
public final class IngestBenchmark {
    private static final List<String> OPTIONS = List.of("--data", "--rounds", "--json");
    private static final int DEFAULT_ROUNDS = 3;

    private final Faces faces;
    private final Path folder;

    private IngestBenchmark(Faces faces, Path folder) {
        this.faces = faces;
        this.folder = folder;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        try (Scratch scratch = Scratch.create()) {
            Path folder = scratch.folder();
            Faces faces = Faces.open(options.path("--data"), folder);
            Comparison result = new IngestBenchmark(faces, folder)
                    .compare(options.count("--rounds").orElse(DEFAULT_ROUNDS));
            result.print("import", "raw loop");
            Optional<Path> json = options.path("--json");
            if (json.isPresent()) {
                result.write(json.orElseThrow());
            }
        }
    }

    private Comparison compare(int rounds) throws IOException, InterruptedException {
        RawLoop raw = new RawLoop(faces.source().archive());
        System.out.println("one round to warm up, then " + rounds + "; import, raw loop (images/s), ratio");
        round(raw);
        List<Comparison.Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            measured.add(round(raw));
        }
        return Comparison.of("images/s", measured);
    }

    private Comparison.Round round(RawLoop raw) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long imported = faces.importInto(new DiskSink(folder)).counts().total();
        long middle = System.nanoTime();
        long looped = raw.run();
        long end = System.nanoTime();
        return new Comparison.Round(imported * 1e9 / (middle - start), looped * 1e9 / (end - middle));
    }
}
