package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.ingest.archive.ArchiveVisitor;
import io.likeness.ingest.archive.EntryBytes;
import io.likeness.ingest.layout.LabelFile;
import io.likeness.ingest.layout.MaskFile;
import io.likeness.ingest.layout.OwnTable;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Reads images ahead of the workers, within bounds, and hands what they found to the intake in the archive's order.
 */
final class SecondPass implements ArchiveVisitor {
    private static final int MOST_PENDING = 128;
    private static final long MOST_PENDING_BYTES = 16L << 20;

    private final Examiner examiner;
    private final Intake intake;
    private final OwnTable own;
    private final long mostEntryBytes;
    private final Queue<Pending> pending = new ArrayDeque<>();
    private long pendingBytes;

    SecondPass(Examiner examiner, Intake intake, OwnTable own, long mostEntryBytes) {
        this.examiner = examiner;
        this.intake = intake;
        this.own = own;
        this.mostEntryBytes = mostEntryBytes;
    }

    @Override
    public void file(String name, EntryContent content) {
        if (LabelFile.named(name).isPresent() || own.read(name)) {
            return;
        }
        own.meet(name);
        if (MaskFile.named(name)) {
            add(unusable(name, SkipReason.NO_FACE, "one of CelebAMask-HQ's masks"));
        } else {
            read(name, content);
        }
        while (pending.size() > MOST_PENDING || pendingBytes > MOST_PENDING_BYTES) {
            takeOne();
        }
    }

    private void read(String name, EntryContent content) {
        switch (content.read(mostEntryBytes)) {
            case EntryBytes.Complete complete -> {
                byte[] file = complete.content();
                add(new Pending(examiner.submit(name, file), file.length));
            }
            case EntryBytes.OverLimit over -> add(unusable(name, SkipReason.TOO_LARGE, over.detail()));
            case EntryBytes.Damaged damaged -> add(unusable(name, SkipReason.BROKEN, damaged.detail()));
        }
    }

    void finish() {
        while (!pending.isEmpty()) {
            takeOne();
        }
    }

    private static Pending unusable(String name, SkipReason reason, String detail) {
        return new Pending(CompletableFuture.completedFuture(new Examination.Unusable(name, reason, detail, null)), 0);
    }

    private void add(Pending next) {
        pending.add(next);
        pendingBytes += next.bytes();
    }

    private void takeOne() {
        Pending oldest = pending.remove();
        pendingBytes -= oldest.bytes();
        try {
            intake.take(oldest.examination().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "import: interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LikenessException failure) {
                throw failure;
            }
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "import: a worker failed: " + e.getCause(), e);
        }
    }

    /** A file whose examination may still run. */
    private record Pending(Future<Examination> examination, long bytes) {}
}
