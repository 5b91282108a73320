/**
 * The demonstration of the main job: photos in, faces out, through the public HTTP API alone. Called by {@code ./likeness demo}
 * against a running system. For one thread.
 */
@NullMarked
package io.likeness.standalone.demo;

import org.jspecify.annotations.NullMarked;
