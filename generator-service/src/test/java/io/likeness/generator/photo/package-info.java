/** Photos for tests. */
@NullMarked
package io.likeness.generator.photo;

import org.jspecify.annotations.NullMarked;
