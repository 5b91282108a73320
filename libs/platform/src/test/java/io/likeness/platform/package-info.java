/** Tests of the platform as a whole. Called by the build. */
@NullMarked
package io.likeness.platform;

import org.jspecify.annotations.NullMarked;
