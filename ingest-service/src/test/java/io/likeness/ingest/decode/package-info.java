/** Tests of image formats and damaged files. */
@NullMarked
package io.likeness.ingest.decode;

import org.jspecify.annotations.NullMarked;
