package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.Dataset;
import io.likeness.client.DatasetWanted;
import io.likeness.client.ImportOutcome;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.Upload;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file becomes a dataset. */
@Command(
        name = "upload",
        description = {
            "Uploads an archive of photos and imports it, or adds it to a dataset that a model follows.",
            "Called again after it was interrupted, it goes on where it was."
        })
final class UploadCommand extends GatewayCommand {
    private static final int REASONS = 5;
    private static final long LOOK_MILLIS = 250;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "zip, 7z, tar or Parquet, several of which become one dataset; CelebA's lists beside one are uploaded, too. Or photos, and folders of photos or of archives. Or what lies in a bucket:"
                            + " s3://BUCKET/PREFIX, with AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as for other programs.")
    private List<String> sources = List.of();

    private List<Path> files = List.of();

    @Option(names = "--name", description = "Of the dataset; by default the file's.")
    private @Nullable String name;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "Adds the images to the dataset of that name, or begins it.")
    private @Nullable String dataset;

    @Option(names = "--side", description = "Of the faces in pixels: 32, 64 or 128.")
    private @Nullable Integer side;

    @Option(names = "--channels", description = "1 (grey) or 3 (colour).")
    private @Nullable Integer channels;

    @Option(names = "--terms", description = "Under which the photos may be used; kept with the dataset.")
    private @Nullable String terms;

    @Option(names = "--no-import", description = "Only uploads, and tells the upload's id.")
    private boolean noImport;

    UploadCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) throws IOException {
        for (String source : sources) {
            if (!S3Source.names(source)
                    && !Files.isRegularFile(Path.of(source))
                    && !Files.isDirectory(Path.of(source))) {
                throw CommandFailure.misused(
                        "expected a file, found none at " + Path.of(source).toAbsolutePath());
            }
        }
        if (dataset != null && (name != null || side != null || channels != null || terms != null || noImport)) {
            throw CommandFailure.misused(
                    "--dataset: expected no --name, --side, --channels, --terms or --no-import beside it, found one");
        }
        Path packing = Files.createTempDirectory("likeness-photos");
        try {
            files = here(console, packing);
            if (several() && (dataset != null || noImport)) {
                throw CommandFailure.misused(
                        "FILE: expected one archive beside --dataset or --no-import, found " + files.size());
            }
            return run(gateway, console, several() ? files.getFirst() : packed(packing));
        } finally {
            try (Stream<Path> packed = Files.walk(packing)) {
                for (Path left : packed.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(left);
                }
            }
        }
    }

    /** What is to be uploaded, on this machine: a folder of archives is these. */
    private List<Path> here(Console console, Path packing) throws IOException {
        List<Path> here = new ArrayList<>();
        for (String source : sources) {
            Path local = S3Source.names(source)
                    ? copied(source, Files.createTempDirectory(packing, "bucket"), console)
                    : Path.of(source);
            here.addAll(PhotoPack.archivesIn(local).orElse(List.of(local)));
        }
        return here;
    }

    private Path copied(String source, Path folder, Console console) throws IOException {
        try (S3Source bucket = new S3Source(surroundings().environment())) {
            return bucket.copy(
                    source,
                    folder,
                    (from, copied, bytes) -> console.progress().show(Step.copying(from, copied, bytes)));
        }
    }

    /** Whether all are archives, of more than one. */
    private boolean several() {
        return files.size() > 1 && files.stream().allMatch(PhotoPack::archive);
    }

    /** What is uploaded beside an archive. */
    private List<Path> beside(Path file) throws IOException {
        if (several()) {
            return files.subList(1, files.size());
        }
        return noImport || dataset != null || !files.equals(List.of(file)) ? List.of() : Companions.beside(file);
    }

    private Path packed(Path folder) throws IOException {
        try {
            return PhotoPack.of(files, folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.misused(String.valueOf(e.getMessage()));
        }
    }

    private int run(LikenessClient gateway, Console console, Path file) throws IOException {
        List<String> companions = new ArrayList<>();
        for (Path companion : beside(file)) {
            companions.add(upload(gateway, console, companion, null).id());
        }
        Upload upload = upload(gateway, console, file, dataset);
        if (noImport) {
            console.document(Json.tree(Json.encode(upload)));
            console.tell("Uploaded: %s", upload.id());
            return 0;
        }
        String id = dataset == null ? begin(gateway, file, upload, companions) : added(gateway, upload);
        Answer<Dataset> ended = new Following(gateway, console).follow(JobKind.DATASET, id, false);
        console.document(ended.document());
        Following.requireSuccess("the import", ended.value());
        tell(console, ended.value(), gateway.send(Calls.IMPORT_REPORT.of(id)).value());
        return 0;
    }

    private Upload upload(LikenessClient gateway, Console console, Path one, @Nullable String into) throws IOException {
        long length = Files.size(one);
        String called = String.valueOf(one.getFileName());
        return gateway.upload(
                one,
                into,
                surroundings().uploads(),
                sent -> console.progress().show(Step.uploading(called, sent, length)));
    }

    private String begin(LikenessClient gateway, Path file, Upload upload, List<String> companions) {
        String wanted = name == null ? Companions.datasetName(file) : name;
        return gateway.send(Calls.IMPORT
                        .of()
                        .sending(new DatasetWanted(wanted, upload.id(), companions, null, channels, side, terms)))
                .value()
                .id();
    }

    /** The import that the gateway begins by itself once the upload is there, in its turn. */
    private static String added(LikenessClient gateway, Upload upload) {
        Upload known = upload;
        while (known.datasetId() == null) {
            if (known.failure() != null) {
                throw CommandFailure.failed("it cannot be added to " + known.datasetName() + ": "
                        + known.failure().code() + ", " + known.failure().message());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CommandFailure.failed("interrupted");
            }
            known = gateway.send(Calls.UPLOAD.of(upload.id())).value();
        }
        return known.datasetId();
    }

    static void tell(Console console, Dataset dataset, ImportOutcome outcome) {
        Dataset.Counts counts = outcome.counts();
        console.tell(
                "%s (%s): %,d images: %,d to train, %,d to validate, %,d to report",
                dataset.name(),
                dataset.id(),
                counts.train() + counts.validation() + counts.test(),
                counts.train(),
                counts.validation(),
                counts.test());
        new TreeMap<>(outcome.skippedByReason())
                .forEach((reason, count) -> console.tell("  %,d refused: %s", count, reason));
        outcome.skipped().stream()
                .limit(REASONS)
                .forEach(skipped -> console.tell("    %s: %s", skipped.source(), skipped.detail()));
        console.note("To train on it: ./likeness train %s", dataset.name());
    }
}
