package io.likeness.ingest.shard;

import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import java.util.function.Predicate;

/**
 * Where an import puts its shards and tells how far it is. Called from the import's one thread; an exception ends the import
 * and reaches its caller.
 */
public interface ShardSink {
    /** Stores a shard and returns the reference to it. */
    Shard store(FilledShard shard);

    /**
     * The first pass is over.
     *
     * @param entries files that the second pass looks at
     */
    default void recognised(Layout layout, long entries) {}

    /**
     * Another file was looked at; called for each of them, so a sink announces only now and then.
     *
     * @param read files looked at so far
     * @param accepted those of them of which an image is kept, or several
     * @param skipped the others
     */
    default void progressed(long read, long accepted, long skipped) {}

    /**
     * From here on images are taken in.
     *
     * @param holds whether one of those taken in so far is the file of that SHA-256; for the thread that calls, also once all are
     */
    default void taking(Predicate<String> holds) {}
}
