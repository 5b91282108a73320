package io.likeness.ingest.erasure;

import io.likeness.contracts.Require;
import io.likeness.ingest.archive.ArchiveLimits;
import java.nio.file.Path;

/**
 * What an erasure may take.
 *
 * @param workFolder for an archive and its copy
 * @param archive limits of an archive that is looked through
 * @param attempts how often an erasure may fail for want of a server or of room before it has failed
 */
public record ErasureSettings(Path workFolder, ArchiveLimits archive, int attempts) {
    public ErasureSettings {
        Require.present("workFolder", workFolder);
        Require.present("archive", archive);
        Require.between("attempts", attempts, 1, Integer.MAX_VALUE);
    }
}
