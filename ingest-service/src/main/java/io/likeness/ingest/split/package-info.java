/**
 * Decides what each image is used for, from the dataset's own split, the person, or the file. Called by the import for each
 * image. Immutable and safe for threads.
 */
@NullMarked
package io.likeness.ingest.split;

import org.jspecify.annotations.NullMarked;
