package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.layout.FaceLayout;
import io.likeness.ingest.layout.Subject;
import io.likeness.ingest.shard.AcceptedImage;
import io.likeness.ingest.shard.Preview;
import io.likeness.ingest.shard.ShardSet;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.ingest.split.Splitter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes what the workers found, one file after the other: drops duplicates, splits, and fills shards. */
final class Intake {
    private final FaceLayout layout;
    private final Splitter splits;
    private final ShardSink sink;
    private final ShardSet shards;
    private final @Nullable BaseDataset base;
    private final Preview preview = new Preview();
    private final Tally tally = new Tally();
    private final SeenFiles seen;
    private final Set<String> erased;

    /**
     * @param erased SHA-256 of files that are not taken in
     * @param base to which images are added, if they are
     */
    Intake(
            FaceLayout layout,
            Splitter splits,
            TensorShape shape,
            Set<String> erased,
            @Nullable BaseDataset base,
            ShardSink sink) {
        this.layout = layout;
        this.erased = erased;
        this.base = base;
        this.splits = splits;
        this.sink = sink;
        this.seen = base == null ? new SeenFiles() : base.seen(erased);
        this.shards = new ShardSet(base == null ? List.of() : base.manifest().shards(), shape, sink);
        sink.taking(file -> seen.contains(file) || tally.shows(file));
    }

    void take(Examination examination) {
        tally.file();
        switch (examination) {
            case Examination.Unusable unusable ->
                refuse(unusable.source(), unusable.reason(), unusable.detail(), unusable.picture());
            case Examination.Usable usable -> take(usable);
        }
        sink.progressed(tally.files(), tally.files() - tally.skipped(), tally.skipped());
    }

    /**
     * @param frame where the eyes of the faces are, if that is known
     * @param labelFiles how label files and images met
     */
    ImportOutcome finish(CentreCrop crop, @Nullable FaceFrame frame, List<LabelFileUse> labelFiles) {
        if (tally.accepted() == 0) {
            return new ImportOutcome.Refused(new Failure(ErrorCode.NO_USABLE_IMAGE, noImage(), false));
        }
        List<Shard> stored = shards.finish();
        return new ImportOutcome.Imported(
                layout.kind(),
                crop,
                frame,
                base == null ? layout.labels() : base.labels(layout.labels()),
                stored,
                ShardSet.counts(stored),
                tally.files(),
                tally.skippedByReason(),
                tally.named(),
                tally.thumbnails(),
                base == null ? tally.labels() : base.labelCounts(tally.labels()),
                labelFiles,
                preview.png());
    }

    private void take(Examination.Usable usable) {
        Picture picture = new Picture(usable.sha256(), usable.faces().getFirst());
        if (erased.contains(usable.sha256()) || !seen.add(usable.sha256())) {
            refuse(usable.source(), SkipReason.DUPLICATE, "the same file is there already", picture);
            return;
        }
        Subject subject = layout.describe(usable.source());
        Split split = splits.split(subject, usable.sha256());
        for (int k = 0; k < usable.faces().size(); k++) {
            String source = k == 0 ? usable.source() : usable.source() + "#" + (k + 1);
            ShardRow row = new ShardRow(source, usable.sha256(), subject.identity(), subject.labels());
            AcceptedImage image = new AcceptedImage(usable.faces().get(k), split, row);
            shards.add(image);
            preview.offer(image);
            tally.accept(subject.labels());
        }
    }

    /** Of an image that was erased nothing is told but that. */
    private void refuse(String source, SkipReason reason, String detail, @Nullable Picture picture) {
        if (picture != null && erased.contains(picture.sha256())) {
            tally.skip(source, SkipReason.ERASED, "the image was erased", null);
        } else {
            tally.skip(source, reason, detail, picture);
        }
    }

    private String noImage() {
        if (tally.skipped() == 0) {
            return "archive: expected images, found no files";
        }
        SkippedEntry first = tally.named().getFirst();
        return "archive: expected images, found %d files and none usable, the first: %s (%s, %s)"
                .formatted(tally.skipped(), first.source(), first.reason(), first.detail());
    }
}
