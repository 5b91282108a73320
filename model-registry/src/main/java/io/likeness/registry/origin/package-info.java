/**
 * Where versions come from and how two of them differ, of what is registered and of their manifests in the store. Called over HTTP. Safe for threads.
 */
@NullMarked
package io.likeness.registry.origin;

import org.jspecify.annotations.NullMarked;
