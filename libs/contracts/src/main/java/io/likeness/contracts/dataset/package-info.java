/**
 * Commands, events and stored documents of a dataset: import options, manifest, shards and report. Written by
 * ingest-service, read by gateway and trainer. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts.dataset;

import org.jspecify.annotations.NullMarked;
