/**
 * The training loop and what follows it, from a request to the files of a model version. Used by the child process, benchmarks
 * and tests. A run belongs to the thread that starts it; it owns its replicas' threads and native memory.
 */
@NullMarked
package io.likeness.training.run;

import org.jspecify.annotations.NullMarked;
