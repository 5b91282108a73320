/** Tests of image formats and damaged files. */
@NullMarked
package io.likeness.imaging.photo;

import org.jspecify.annotations.NullMarked;
