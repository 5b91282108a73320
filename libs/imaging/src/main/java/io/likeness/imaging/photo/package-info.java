/**
 * From the bytes of a file to a photo, or to the reason why it is none. Called where photos come in: by the import's workers and by
 * the generator, each thread with a {@link PhotoDecoder} of its own. Who uses it declares the readers of ImageIO that it needs.
 */
@NullMarked
package io.likeness.imaging.photo;

import org.jspecify.annotations.NullMarked;
