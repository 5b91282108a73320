/**
 * Images to tensors and back, and grids of faces. The only place where normalisation, grey conversion, crop and resize
 * are written; called by ingest, trainer and generator. Every type is immutable or stateless and safe for threads.
 */
@NullMarked
package io.likeness.imaging;

import org.jspecify.annotations.NullMarked;
