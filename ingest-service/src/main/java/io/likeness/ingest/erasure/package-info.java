/**
 * Takes one image back: from sealed datasets, which are written anew without it, and from the archives in the bucket of uploads. Imports ask
 * here what is not to be taken in, and which archive a command means. Called by the listener, and by a runner of its own, so that no
 * import holds it up. Tables and beans are safe for threads, a run belongs to its runner's thread.
 */
@NullMarked
package io.likeness.ingest.erasure;

import org.jspecify.annotations.NullMarked;
