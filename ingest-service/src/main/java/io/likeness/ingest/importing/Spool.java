package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.dataset.ImportSource;
import io.likeness.ingest.dataset.ImportSource.Further;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.ingest.storage.WorkFolder.Folder;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies uploads from the store to local disk, verified, for as long as they are read. Safe for threads. */
final class Spool {
    private final ObjectStore store;
    private final WorkFolder workFolder;
    private final Function<ObjectReference, List<ObjectReference>> versions;
    private final long mostBytes;

    /** @param versions an upload as it is named, and as it was written again since */
    Spool(
            ObjectStore store,
            WorkFolder workFolder,
            Function<ObjectReference, List<ObjectReference>> versions,
            long mostBytes) {
        this.store = store;
        this.workFolder = workFolder;
        this.versions = versions;
        this.mostBytes = mostBytes;
    }

    /**
     * Copies a dataset's uploads; the caller closes the result, which deletes them.
     *
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} if one is too large or all are larger than the disk,
     *     {@code CAPACITY_EXHAUSTED} if others fill the disk, and as {@link ObjectStore} says
     */
    Spooled fetch(ImportDataset command) {
        requireSize("archive", command.archive());
        List<CompanionFile> companions = companions(command);
        companions.forEach(companion -> requireSize(companion.fileName(), companion.content()));
        Folder folder = workFolder.create(bytes(command, companions));
        try {
            Path archive = folder.file("archive");
            fetch(command.archive(), archive);
            return new Spooled(folder, fetch(archive, companions, folder));
        } catch (IOException e) {
            folder.close();
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "uploads: cannot be read from local disk: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Another erasure may write it again between the look at its versions and the last of them. */
    private void fetch(ObjectReference named, Path target) {
        List<ObjectReference> all = versions.apply(named);
        try {
            fetch(named, all, target);
        } catch (LikenessException e) {
            boolean another = e.code() == ErrorCode.DIGEST_MISMATCH || e.code() == ErrorCode.NOT_FOUND;
            if (another && !versions.apply(named).equals(all)) {
                throw writtenAgain(named, e);
            }
            throw e;
        }
    }

    /**
     * One that is being written again at this moment is still the one before; or it turns from that into the newest while it is looked at,
     * which is why the newest is tried first and last.
     */
    private void fetch(ObjectReference named, List<ObjectReference> all, Path target) {
        List<ObjectReference> tries = new ArrayList<>(all.reversed());
        tries.add(all.getLast());
        LikenessException last = null;
        for (ObjectReference version : tries) {
            try {
                store.fetch(version, target);
                return;
            } catch (LikenessException e) {
                if (all.size() == 1 || e.code() != ErrorCode.DIGEST_MISMATCH) {
                    throw e;
                }
                last = e;
            }
        }
        throw writtenAgain(named, last);
    }

    private static LikenessException writtenAgain(ObjectReference named, @Nullable LikenessException cause) {
        return new LikenessException(
                ErrorCode.OBJECT_STORE_UNAVAILABLE,
                "object %s: expected it as it is without an image that was erased, found it neither so nor as before"
                        .formatted(named.key()),
                cause);
    }

    /** What is an archive by its first bytes, whatever its name, is one more. */
    private ImportSource fetch(Path archive, List<CompanionFile> companions, Folder folder) throws IOException {
        List<Further> further = new ArrayList<>();
        Map<String, Path> lists = new LinkedHashMap<>();
        for (CompanionFile companion : companions) {
            Path file = folder.file("companion-" + (further.size() + lists.size()));
            fetch(companion.content(), file);
            if (Archive.recognised(file)) {
                further.add(new Further(companion.fileName(), file));
            } else {
                requireAnother(companion.fileName(), lists.put(companion.fileName(), file));
            }
        }
        return new ImportSource(archive, further, lists);
    }

    private static void requireAnother(String name, @Nullable Path before) {
        if (before != null) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_ARCHIVE,
                    "companion: expected one file named '%s', found two".formatted(name));
        }
    }

    private static List<CompanionFile> companions(ImportDataset command) {
        List<CompanionFile> companions = command.companions();
        return companions == null ? List.of() : companions;
    }

    private static long bytes(ImportDataset command, List<CompanionFile> companions) {
        return companions.stream()
                .map(CompanionFile::content)
                .mapToLong(ObjectReference::bytes)
                .reduce(command.archive().bytes(), Math::addExact);
    }

    private void requireSize(String field, ObjectReference upload) {
        if (upload.bytes() > mostBytes) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "%s: expected at most %d bytes, found %d".formatted(field, mostBytes, upload.bytes()));
        }
    }

    /** Uploads on local disk; closing deletes them. */
    record Spooled(Folder folder, ImportSource source) implements AutoCloseable {
        @Override
        public void close() {
            folder.close();
        }
    }
}
