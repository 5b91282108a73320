/** What the registry counts of its decisions. Called by those who decide, within their transactions. Safe for threads. */
@NullMarked
package io.likeness.registry.metrics;

import org.jspecify.annotations.NullMarked;
