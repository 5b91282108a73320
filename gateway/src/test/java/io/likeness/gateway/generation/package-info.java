/** What opens generations to a simulation. Called by tests only; for one thread. */
@NullMarked
package io.likeness.gateway.generation;

import org.jspecify.annotations.NullMarked;
