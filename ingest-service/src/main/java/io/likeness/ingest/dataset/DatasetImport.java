package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCategory;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.layout.FaceLayout;
import io.likeness.ingest.layout.Recognition;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.ingest.split.SplitRule;
import java.io.IOException;
import java.util.Set;

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
        return run(source, options, Set.of(), sink);
    }

    /**
     * As the other, but for files that are not taken in.
     *
     * @param erased their SHA-256
     */
    public ImportOutcome run(ImportSource source, ImportOptions options, Set<String> erased, ShardSink sink) {
        try {
            return imported(source, options, erased, sink);
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

    private ImportOutcome imported(ImportSource source, ImportOptions options, Set<String> erased, ShardSink sink)
            throws IOException {
        Archive archive = Archive.open(source.archive(), limits.archive());
        Survey survey = Survey.of(archive, source.companions(), limits);
        return switch (Recognition.of(survey.names(), survey.tables(), options.layout())) {
            case Recognition.Mismatch mismatch -> refused(ErrorCode.UNSUPPORTED_ARCHIVE, mismatch.reason());
            case Recognition.Recognised recognised -> {
                sink.recognised(recognised.layout().kind(), survey.names().files());
                yield imported(archive, survey, recognised.layout(), options, erased, sink);
            }
        };
    }

    private ImportOutcome imported(
            Archive archive,
            Survey survey,
            FaceLayout layout,
            ImportOptions options,
            Set<String> erased,
            ShardSink sink) {
        CentreCrop crop = options.crop() == null ? layout.defaultCrop() : options.crop();
        TensorShape shape = new TensorShape(options.channels(), options.side());
        Framing framing = new Framing(Crop.centre(crop.pixels(), crop.of()), shape);
        Intake intake = new Intake(layout, SplitRule.of(layout.officialSplits(survey.names())), shape, erased, sink);
        long leastDetail = Math.ceilDiv(DETAIL * options.side() * crop.of(), crop.pixels());
        try (Examiner examiner = new Examiner(framing, limits.photo(), leastDetail, parallelism)) {
            SecondPass pass = new SecondPass(examiner, intake, limits.archive().entryBytes());
            archive.visit(Interruptible.of(pass));
            pass.finish();
        }
        return intake.finish(crop);
    }

    private static ImportOutcome refused(ErrorCode code, String message) {
        return new ImportOutcome.Refused(new Failure(code, message, false));
    }
}
