/**
 * Reads zip, tar and gzipped tar files, recognised by content, within limits that are enforced while reading. Called by the
 * import, once for the names and once for the images. An open archive belongs to one thread.
 */
@NullMarked
package io.likeness.ingest.archive;

import org.jspecify.annotations.NullMarked;
