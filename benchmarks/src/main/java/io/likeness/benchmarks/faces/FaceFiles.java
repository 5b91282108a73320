package io.likeness.benchmarks.faces;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An imported archive on disk, in the form in which the engine reads it. */
record FaceFiles(Path folder, Contents contents) {
    private static final String CONTENTS = "data.json";

    /** @param labels names of the columns of the label files */
    record Contents(SplitCounts counts, List<String> labels) {}

    /** Those of an import that was finished before. */
    static Optional<FaceFiles> find(Path folder) throws IOException {
        return new Steps(folder).find(CONTENTS, Contents.class).map(contents -> new FaceFiles(folder, contents));
    }

    /** Turns what {@link ImageSink} left in the folder into these files. */
    static FaceFiles finish(Path folder, ImportOutcome.Imported imported) throws IOException {
        for (Split split : Split.values()) {
            writeLabels(folder, split, imported.labels());
        }
        Contents contents = new Contents(imported.counts(), imported.labels());
        new Steps(folder).write(CONTENTS, Json.encode(contents));
        return new FaceFiles(folder, contents);
    }

    /** Images of a split with their labels, for the engine. */
    CacheFile cache(Split split) {
        LabelFile labels = contents.labels().isEmpty()
                ? null
                : new LabelFile(file(folder, split, "f32").toString(), contents.labels());
        return new CacheFile(
                file(folder, split, "u8").toString(),
                Math.toIntExact(contents.counts().of(split)),
                labels);
    }

    static Path file(Path folder, Split split, String kind) {
        return folder.resolve(split.name().toLowerCase(Locale.ROOT) + "." + kind);
    }

    private static void writeLabels(Path folder, Split split, List<String> names) throws IOException {
        Path rows = file(folder, split, "rows");
        try (BufferedReader lines = Files.newBufferedReader(rows);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file(folder, split, "f32")))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ShardRow row = Json.decode(line.getBytes(UTF_8), ShardRow.class);
                out.write(LabelFile.numbers(List.of(row), names));
            }
        }
        Files.delete(rows);
    }
}
