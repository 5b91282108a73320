/**
 * The parent's side of a child JVM that trains: how it is started, what it is told, and its updates, in JSON lines over pipes. The child ends
 * when its pipe closes. Used by the trainer service and the benchmarks; safe for threads where it says so.
 */
@NullMarked
package io.likeness.training.protocol.child;

import org.jspecify.annotations.NullMarked;
