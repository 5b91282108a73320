/** Tests of the import from archive to shards. */
@NullMarked
package io.likeness.ingest.dataset;

import org.jspecify.annotations.NullMarked;
