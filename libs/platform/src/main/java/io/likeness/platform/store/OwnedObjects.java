package io.likeness.platform.store;

import java.util.Set;

/** Who owns the objects of a bucket. A service has a bean of it for each bucket that it writes and cleans. Safe for threads. */
public interface OwnedObjects {

    Bucket bucket();

    /**
     * Those of the keys that somebody owns, or may: what is about to be written is recorded before. All others are deleted.
     *
     * @throws io.likeness.contracts.LikenessException if it cannot be told now; nothing is deleted then
     */
    Set<String> owned(Set<String> keys);

    /** Those of the uploads in parts that somebody goes on with, however old they are. All others are aborted when they are. */
    default Set<UnfinishedUpload> underWay(Set<UnfinishedUpload> unfinished) {
        return Set.of();
    }
}
