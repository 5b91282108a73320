/**
 * Images to tensors and back, and grids of faces. The only place where normalisation, grey conversion, crop and resize
 * are written; called by ingest, trainer and generator. Public types are immutable or stateless and safe for threads;
 * nothing here opens a window or decodes a file.
 */
@NullMarked
package io.likeness.imaging;

import org.jspecify.annotations.NullMarked;
