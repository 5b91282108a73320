package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.archive.ArchiveVisitor.EntryContent;
import io.likeness.ingest.archive.EntryBytes;
import io.likeness.ingest.layout.CelebaTables;
import io.likeness.ingest.layout.LabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The first pass: names and label files.
 *
 * @param names of all files but label files, in the archive's order
 */
record Survey(List<String> names, CelebaTables tables) {

    /** Reads companions after the archive's own label files, so that a companion wins. */
    static Survey of(Archive archive, Map<String, Path> companions, ArchiveLimits limits) throws IOException {
        List<String> names = new ArrayList<>();
        CelebaTables.Builder tables = new CelebaTables.Builder();
        archive.visit((name, content) -> LabelFile.named(name)
                .ifPresentOrElse(kind -> tables.add(kind, labels(name, content, limits)), () -> names.add(name)));
        for (Map.Entry<String, Path> companion : companions.entrySet()) {
            LabelFile kind = LabelFile.named(companion.getKey()).orElse(null);
            if (kind != null) {
                requireSize(companion.getKey(), Files.size(companion.getValue()), limits);
                tables.add(kind, Files.readAllBytes(companion.getValue()));
            }
        }
        return new Survey(names, tables.build());
    }

    private static byte[] labels(String name, EntryContent content, ArchiveLimits limits) {
        return switch (content.read(limits.labelFileBytes())) {
            case EntryBytes.Complete complete -> complete.content();
            case EntryBytes.OverLimit over -> throw limit(name, over.detail());
            case EntryBytes.Damaged damaged ->
                throw new LikenessException(ErrorCode.UNSUPPORTED_ARCHIVE, name + ": " + damaged.detail());
        };
    }

    private static void requireSize(String name, long bytes, ArchiveLimits limits) {
        if (bytes > limits.labelFileBytes()) {
            throw limit(name, "expected at most " + limits.labelFileBytes() + " bytes, found " + bytes);
        }
    }

    private static LikenessException limit(String name, String detail) {
        return new LikenessException(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, name + ": " + detail);
    }
}
