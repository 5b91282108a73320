/**
 * Which models serve: champions learnt from the registry and from its events, versions loaded on demand, and the leases under
 * which both are used. Called by generation. Safe for threads.
 */
@NullMarked
package io.likeness.generator.serving;

import org.jspecify.annotations.NullMarked;
