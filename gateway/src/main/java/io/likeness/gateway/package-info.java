/**
 * The only public door of the system: one package per feature below this one. Nothing lives here itself.
 */
@NullMarked
package io.likeness.gateway;

import org.jspecify.annotations.NullMarked;
