/**
 * The registry's tables and what can be read from them: models, versions, champions, decisions of the gate and what served when.
 * Called by registration and over HTTP by gateway and generators. Safe for threads; methods that take a handle run in its
 * transaction.
 */
@NullMarked
package io.likeness.registry.catalogue;

import org.jspecify.annotations.NullMarked;
