/** Tests of filling shards. */
@NullMarked
package io.likeness.ingest.shard;

import org.jspecify.annotations.NullMarked;
