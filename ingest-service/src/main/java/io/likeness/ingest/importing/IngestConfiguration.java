package io.likeness.ingest.importing;

import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.dataset.ImportLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How much an import may take. */
@ConfigMapping(prefix = "likeness.ingest")
public interface IngestConfiguration {
    /**
     * Folder for uploads while they are read; this instance's alone, emptied at start. Needs room for one upload, and for another one
     * twice while an image is erased.
     */
    @WithDefault("work/ingest")
    Path workFolder();

    /** Threads that decode, 1 to 64. */
    @WithDefault("2")
    int parallelism();

    /**
     * How often an import may fail for want of a server or of room, 10 s apart, before its dataset is rejected with the last reason, and
     * an erasure before it has failed; 1 to 1,000,000.
     */
    @WithDefault("8640")
    int attempts();

    /** Limits of one import. */
    Limits limits();

    /** Limits of one import. A limit on a single file skips the file, a limit on the whole refuses the archive. */
    interface Limits {
        /** Largest archive or companion file, as uploaded; 1 byte or more. */
        @WithDefault("2G")
        MemorySize uploadBytes();

        /** Most entries of an archive, folders and ignored files included; 1 or more. */
        @WithDefault("500000")
        long entries();

        /** Most bytes that all entries expand to; 1 or more. */
        @WithDefault("8G")
        MemorySize totalBytes();

        /** Largest image file; 1 byte to 1 GiB. */
        @WithDefault("32M")
        MemorySize entryBytes();

        /** Largest label file; 1 byte to 1 GiB. */
        @WithDefault("64M")
        MemorySize labelFileBytes();

        /** Most expanded bytes per compressed byte, of one entry and of the whole; 1 to 100,000. */
        @WithDefault("100")
        long ratio();

        /** Most pixels of one image; 1 to 2,147,483,647. */
        @WithDefault("200000000")
        long pixels();

        /** Least width and height of one image in pixels; 1 to 4,096. */
        @WithDefault("16")
        int leastSide();

        /**
         * Most heap that images fill at once while they are decoded and framed, by all threads; 1 MiB to 64 GiB. A larger image is
         * thinned out while it is read, and skipped where that would cost detail; WebP files, which their reader holds whole, take
         * about 30 bytes a pixel. What the heap has beyond this, 256 MiB and one and a half image files of the largest size limits how
         * many files an archive may have: 48 bytes each, beside what its label files say.
         */
        @WithDefault("48M")
        MemorySize decodedBytes();

        /** The same as the import takes them in a heap of that size; refuses what is out of range. */
        default ImportLimits asImportLimits(long heapBytes) {
            return new ImportLimits(
                    new ArchiveLimits(
                            entries(),
                            totalBytes().asLongValue(),
                            entryBytes().asLongValue(),
                            labelFileBytes().asLongValue(),
                            ratio()),
                    new PhotoLimits(pixels(), leastSide(), decodedBytes().asLongValue()),
                    ImportHeap.indexBytes(
                            heapBytes,
                            entryBytes().asLongValue(),
                            decodedBytes().asLongValue()));
        }
    }
}
