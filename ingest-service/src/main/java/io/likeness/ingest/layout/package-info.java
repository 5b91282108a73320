/**
 * Recognises how an archive of faces is laid out, from its names and label files, and says who and what each image shows.
 * Called by the import between its two passes. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.ingest.layout;

import org.jspecify.annotations.NullMarked;
