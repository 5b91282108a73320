package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCategory;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.layout.FaceLayout;
import io.likeness.ingest.layout.NameTally;
import io.likeness.ingest.layout.Recognition;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.ingest.split.SplitRule;
import io.likeness.ingest.split.Splitter;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an archive of faces into shards of {@code uint8[N, C, S, S]}, in two passes: names and label files, then the images, read
 * in order by the calling thread and decoded by {@code parallelism} others. The same archive and options give the same shards,
 * byte for byte, whatever the timing. Safe for threads.
 */
public final class DatasetImport {
    /** Pixels of a photo, in one dimension, that at least go into one of the dataset: fewer and the thinning would show. */
    private static final long DETAIL = 4;

    private final ImportLimits limits;
    private final int parallelism;

    /** @param parallelism threads that decode, at least 1 */
    public DatasetImport(ImportLimits limits, int parallelism) {
        this.limits = limits;
        this.parallelism = parallelism;
    }

    /**
     * Runs to the end in the calling thread; an archive that cannot become a dataset is a {@link ImportOutcome.Refused}.
     *
     * @throws LikenessException what {@code sink} throws; {@code CAPACITY_EXHAUSTED} if the local disk fails
     */
    public ImportOutcome run(ImportSource source, ImportOptions options, ShardSink sink) {
        return run(source, options, Set.of(), null, sink);
    }

    /**
     * As the other, but for files that are not taken in.
     *
     * @param erased their SHA-256
     * @param base a dataset to whose images those of the archive are added, absent where it has these alone
     */
    public ImportOutcome run(
            ImportSource source,
            ImportOptions options,
            Set<String> erased,
            @Nullable BaseDataset base,
            ShardSink sink) {
        try {
            return imported(source, base == null ? options : base.options(options), erased, base, sink);
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "archive: cannot be read from local disk: " + e.getMessage(), e);
        } catch (LikenessException e) {
            if (e.code().category() == ErrorCategory.USER) {
                return new ImportOutcome.Refused(Failure.of(e));
            }
            throw e;
        }
    }

    private ImportOutcome imported(
            ImportSource source, ImportOptions options, Set<String> erased, @Nullable BaseDataset base, ShardSink sink)
            throws IOException {
        Archive archive = Archive.open(source.archive(), limits.archive());
        long there = base == null ? 0 : base.manifest().counts().total();
        Survey survey = Survey.of(archive, source.companions(), there, limits);
        return switch (Recognition.of(survey.names(), survey.tables(), options.layout())) {
            case Recognition.Mismatch mismatch -> refused(ErrorCode.UNSUPPORTED_ARCHIVE, mismatch.reason());
            case Recognition.Recognised recognised -> {
                FaceLayout layout = recognised.layout();
                sink.recognised(layout.kind(), survey.names().files());
                Splitter splits = splits(layout, survey.names(), base);
                CentreCrop crop = options.crop() == null ? layout.defaultCrop() : options.crop();
                Intake intake = new Intake(layout, splits, shape(options), erased, base, sink);
                read(archive, options, crop, intake);
                NameTally names = survey.names();
                FaceFrame frame = base == null
                        ? layout.frame(crop).orElse(null)
                        : base.manifest().frame();
                yield intake.finish(crop, frame, survey.tables().uses(layout.labelled(names), names.files()));
            }
        };
    }

    /** Of whom a dataset has images already, what comes stays with them. */
    private static Splitter splits(FaceLayout layout, NameTally names, @Nullable BaseDataset base) {
        boolean byPerson = base != null || layout.severalPeople(names);
        return new Splitter(
                SplitRule.of(layout.officialSplits(names), byPerson), base == null ? Set.of() : base.splits());
    }

    private void read(Archive archive, ImportOptions options, CentreCrop crop, Intake intake) {
        Framing framing = new Framing(Crop.centre(crop.pixels(), crop.of()), shape(options));
        long leastDetail = Math.ceilDiv(DETAIL * options.side() * crop.of(), crop.pixels());
        try (Examiner examiner = new Examiner(framing, limits.photo(), leastDetail, parallelism)) {
            SecondPass pass = new SecondPass(examiner, intake, limits.archive().entryBytes());
            archive.visit(Interruptible.of(pass));
            pass.finish();
        }
    }

    private static TensorShape shape(ImportOptions options) {
        return new TensorShape(options.channels(), options.side());
    }

    private static ImportOutcome refused(ErrorCode code, String message) {
        return new ImportOutcome.Refused(new Failure(code, message, false));
    }
}
