/**
 * What a training is: its configuration and presets. Read by the trainer service, which only starts children, and by the
 * engine inside the child; nothing here loads a native library. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.training;

import org.jspecify.annotations.NullMarked;
