/**
 * Stories told over the public door alone, with everything started as {@code ./likeness up} does: the loop, a restart, and the
 * death of each part. Run by the build after every module is packaged. For one thread.
 */
@NullMarked
package io.likeness.system;

import org.jspecify.annotations.NullMarked;
