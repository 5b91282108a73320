package io.likeness.benchmarks;

import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportLimits;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.dataset.ImportSource;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Images per second of an import (read, decode, check, crop, resize, de-duplicate, digest, split, shard to disk) beside a loop
 * that only reads, decodes, crops and resizes on all processors.
 *
 * <p>Options: {@code --data ARCHIVE} (default: drawn faces), {@code --rounds N} (default 3), {@code --json FILE}.
 */
public final class IngestBenchmark {
    private static final int DRAWN_FACES = 6000;
    private static final ImportOptions OPTIONS = new ImportOptions(null, 1, 64, null, null);

    private final ImportSource source;
    private final Path folder;

    private IngestBenchmark(ImportSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Map<String, String> options = options(arguments);
        Path folder = Files.createTempDirectory("likeness-bench");
        try {
            String data = options.get("--data");
            Path archive = data == null ? draw(folder) : Path.of(data).toAbsolutePath();
            IngestBenchmark benchmark =
                    new IngestBenchmark(new ImportSource(archive, data == null ? Map.of() : beside(archive)), folder);
            Comparison result = benchmark.compare(Integer.parseInt(options.getOrDefault("--rounds", "3")));
            result.print("import", "raw loop");
            if (options.containsKey("--json")) {
                result.write(Path.of(options.get("--json")));
            }
        } finally {
            deleteAll(folder);
        }
    }

    private Comparison compare(int rounds) throws IOException, InterruptedException {
        RawLoop raw = new RawLoop(source.archive());
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
        long imported = importAll();
        long middle = System.nanoTime();
        long looped = raw.run();
        long end = System.nanoTime();
        return new Comparison.Round(imported * 1e9 / (middle - start), looped * 1e9 / (end - middle));
    }

    private long importAll() {
        DatasetImport dataset =
                new DatasetImport(ImportLimits.DEFAULTS, Runtime.getRuntime().availableProcessors());
        return switch (dataset.run(source, OPTIONS, new DiskSink(folder))) {
            case ImportOutcome.Imported imported -> imported.counts().total();
            case ImportOutcome.Refused refused ->
                throw new IllegalArgumentException(
                        "--data: " + refused.failure().message());
        };
    }

    private static Path draw(Path folder) throws IOException {
        Path archive = folder.resolve("drawn.zip");
        try (OutputStream out = Files.newOutputStream(archive)) {
            SyntheticArchive.write(ArchivePlan.celeba(DRAWN_FACES, 1), out);
        }
        return archive;
    }

    private static Map<String, Path> beside(Path archive) throws IOException {
        Map<String, Path> companions = new TreeMap<>();
        try (Stream<Path> files = Files.list(archive.resolveSibling(""))) {
            files.filter(file -> file.toString().matches(".*\\.(txt|csv)"))
                    .forEach(file -> companions.put(String.valueOf(file.getFileName()), file));
        }
        return companions;
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!List.of("--data", "--rounds", "--json").contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + ": expected --data ARCHIVE, --rounds N or --json FILE");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
