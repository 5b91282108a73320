/**
 * What the trainer service and the engine in its child JVM say to each other: the request, updates and the report, the files that they hand
 * over, and what a run needs of memory. Nothing here loads a native library. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.training.protocol;

import org.jspecify.annotations.NullMarked;
