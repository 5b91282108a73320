/**
 * Whether a new version may serve: it is compared with what serves, by an evaluation that a trainer carries out, and held against the rules of its model.
 * What is decided is kept with every number, announced, and changes the serving plan in the same transaction. Beans are safe for threads.
 */
@NullMarked
package io.likeness.registry.gate;

import org.jspecify.annotations.NullMarked;
