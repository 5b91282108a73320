/**
 * The quality gate: whether a new version may take its champion's place. Called by registration inside its transaction.
 * Stateless and safe for threads.
 */
@NullMarked
package io.likeness.registry.gate;

import org.jspecify.annotations.NullMarked;
