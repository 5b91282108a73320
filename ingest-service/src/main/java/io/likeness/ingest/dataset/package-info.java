/**
 * The import itself, from an archive on disk to shards, independent of any framework: called by the job of the service, by the
 * benchmarks and by tests. A {@link DatasetImport} is safe for threads; each run has its own state.
 */
@NullMarked
package io.likeness.ingest.dataset;

import org.jspecify.annotations.NullMarked;
