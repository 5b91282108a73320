package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCategory;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Layout;
import io.likeness.faces.FaceFinder;
import io.likeness.imaging.Crop;
import io.likeness.imaging.EyeAlignment;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.layout.FaceLayout;
import io.likeness.ingest.layout.LabelledLayout;
import io.likeness.ingest.layout.NameTally;
import io.likeness.ingest.layout.OwnTable;
import io.likeness.ingest.layout.People;
import io.likeness.ingest.layout.Recognition;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.ingest.split.SplitRule;
import io.likeness.ingest.split.Splitter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns an archive of faces into shards of {@code uint8[N, C, S, S]}, in two passes: names and label files, then the images, read
 * in order by the calling thread and decoded by {@code parallelism} others. The same archive and options give the same shards,
 * byte for byte, whatever the timing. Safe for threads.
 */
public final class DatasetImport {
    /** Pixels of a photo, in one dimension, that at least go into one of the dataset: fewer and the thinning would show. */
    private static final long DETAIL = 4;

    private static final CentreCrop WHOLE_SQUARE = new CentreCrop(1, 1);

    /** Where faces that are found get their eyes: as in CelebA's usual crop. */
    private static final FaceFrame FRAME = new FaceFrame(0.36, 0.53, 0.64, 0.53, true);

    private final ImportLimits limits;
    private final int parallelism;
    private final @Nullable FaceFinder finder;

    /** One that does not look for faces. */
    public DatasetImport(ImportLimits limits, int parallelism) {
        this(limits, parallelism, null);
    }

    /**
     * @param parallelism threads that decode, at least 1
     * @param finder stays the caller's; without one photos are cropped at their centre
     */
    public DatasetImport(ImportLimits limits, int parallelism, @Nullable FaceFinder finder) {
        this.limits = limits;
        this.parallelism = parallelism;
        this.finder = finder;
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
        Archives archives = new Archives(source, limits.archive());
        long there = base == null ? 0 : base.manifest().counts().total();
        try (FaceSample sample = sample(options, base)) {
            Survey survey = Survey.of(archives, there, limits, sample);
            int leastClasses = base == null ? 2 : 1;
            return switch (Recognition.of(survey.names(), survey.tables(), options.layout(), leastClasses)) {
                case Recognition.Mismatch mismatch -> refused(ErrorCode.UNSUPPORTED_ARCHIVE, mismatch.reason());
                case Recognition.Recognised recognised -> {
                    OwnTable own = survey.own();
                    FaceLayout layout =
                            own.empty() ? recognised.layout() : new LabelledLayout(recognised.layout(), own);
                    sink.recognised(layout.kind(), survey.files());
                    Splitter splits = splits(layout, survey.names(), base);
                    CentreCrop crop = options.crop() == null ? layout.defaultCrop() : options.crop();
                    Plan plan = plan(options, base, layout, crop, sample);
                    Intake intake = new Intake(layout, splits, shape(options), erased, base, sink);
                    read(archives, plan.cutting(), leastDetail(options, crop), intake, own);
                    yield intake.finish(crop, plan.frame(), uses(survey, layout));
                }
            };
        }
    }

    /** How label files and images met, once all images were read. */
    private static List<LabelFileUse> uses(Survey survey, FaceLayout layout) {
        NameTally names = survey.names();
        return Stream.of(
                        survey.tables().uses(layout.labelled(names), names.files()),
                        survey.own().uses())
                .flatMap(List::stream)
                .toList();
    }

    /** How faces are cut out, and where they have their eyes then, if that is known. */
    private record Plan(FaceCutting cutting, @Nullable FaceFrame frame) {}

    /** Who says what is to be cut out, is obeyed; what is added is cut out as what is there. */
    private @Nullable FaceSample sample(ImportOptions options, @Nullable BaseDataset base) {
        boolean asked = options.crop() != null || options.layout() != null && !loose(options.layout());
        return finder == null || base != null || asked
                ? null
                : new FaceSample(
                        byEyes(FRAME, options, finder, false), limits.photo(), leastDetail(options, WHOLE_SQUARE));
    }

    private Plan plan(
            ImportOptions options,
            @Nullable BaseDataset base,
            FaceLayout layout,
            CentreCrop crop,
            @Nullable FaceSample sample) {
        FaceCutting byCrop = new FaceCutting.ByCrop(new Framing(Crop.centre(crop.pixels(), crop.of()), shape(options)));
        boolean loose = loose(layout.kind());
        boolean several = layout.kind() == Layout.FOLDER;
        if (base != null) {
            FaceFrame frame = base.manifest().frame();
            return new Plan(
                    frame != null && frame.aligned() ? byEyes(frame, options, requireFinder(), several) : byCrop,
                    frame);
        }
        if (!loose || sample == null) {
            return new Plan(byCrop, layout.frame(crop).orElse(null));
        }
        Optional<FaceFrame> aligned = sample.aligned();
        return aligned.isEmpty() && sample.showsFaces()
                ? new Plan(byEyes(FRAME, options, requireFinder(), several), FRAME)
                : new Plan(byCrop, aligned.orElse(null));
    }

    private FaceFinder requireFinder() {
        if (finder == null) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "baseId: expected a service that finds faces, as they were found for the dataset to which images are added, found one that was built without");
        }
        return finder;
    }

    /** @param several whether all faces of a photo are taken */
    private static FaceCutting.ByEyes byEyes(
            FaceFrame frame, ImportOptions options, FaceFinder finder, boolean several) {
        Eyes eyes = new Eyes(frame.leftX(), frame.leftY(), frame.rightX(), frame.rightY());
        return new FaceCutting.ByEyes(finder, new EyeAlignment(eyes, shape(options)), several);
    }

    /** Whether faces may be anywhere on the photos of a layout. */
    private static boolean loose(Layout layout) {
        return layout == Layout.FOLDER || layout == Layout.PEOPLE || layout == Layout.CLASSES;
    }

    /** Of whom a dataset has images already, what comes stays with them. */
    private static Splitter splits(FaceLayout layout, NameTally names, @Nullable BaseDataset base) {
        People people = layout.people(names);
        SplitRule rule = SplitRule.of(layout.officialSplits(names), base != null || people.several());
        return base == null
                ? new Splitter(rule, Set.of(), rule.exceptions(people))
                : new Splitter(rule, base.splits(), base.placed(rule));
    }

    private void read(Archives archives, FaceCutting cutting, long leastDetail, Intake intake, OwnTable own)
            throws IOException {
        try (Examiner examiner = new Examiner(cutting, limits.photo(), leastDetail, parallelism)) {
            SecondPass pass =
                    new SecondPass(examiner, intake, own, limits.archive().entryBytes());
            archives.visit(Interruptible.of(pass));
            pass.finish();
        }
    }

    private static long leastDetail(ImportOptions options, CentreCrop crop) {
        return Math.ceilDiv(DETAIL * options.side() * crop.of(), crop.pixels());
    }

    private static TensorShape shape(ImportOptions options) {
        return new TensorShape(options.channels(), options.side());
    }

    private static ImportOutcome refused(ErrorCode code, String message) {
        return new ImportOutcome.Refused(new Failure(code, message, false));
    }
}
