/**
 * Collects accepted images into shards and into the preview, in the archive's order. Called by the import from one thread;
 * not safe for threads.
 */
@NullMarked
package io.likeness.ingest.shard;

import org.jspecify.annotations.NullMarked;
