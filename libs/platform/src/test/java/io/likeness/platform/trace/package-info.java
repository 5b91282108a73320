@NullMarked
package io.likeness.platform.trace;

import org.jspecify.annotations.NullMarked;
