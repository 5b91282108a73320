/**
 * The child JVM: its main class reads the request and runs the engine. It talks in JSON lines over pipes with
 * {@link io.likeness.training.protocol.child}, and ends when its pipe closes. One training a process.
 */
@NullMarked
package io.likeness.training.process;

import org.jspecify.annotations.NullMarked;
