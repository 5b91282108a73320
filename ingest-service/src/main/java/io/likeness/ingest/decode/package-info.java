/**
 * From the bytes of a file to a photo, or to the reason why it is none. Called by the import's workers, each with a
 * {@link PhotoDecoder} of its own.
 */
@NullMarked
package io.likeness.ingest.decode;

import org.jspecify.annotations.NullMarked;
