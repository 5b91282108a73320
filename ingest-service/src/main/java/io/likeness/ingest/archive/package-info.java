/**
 * Reads zip, 7z and tar files, the latter also compressed, recognised by content, within limits that are enforced while reading. Called by the
 * import, once for the names and once for the images. An open archive belongs to one thread.
 */
@NullMarked
package io.likeness.ingest.archive;

import org.jspecify.annotations.NullMarked;
