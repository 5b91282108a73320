/**
 * Which meters a service shows. Called by Micrometer as meters are registered, and by the services for figures that are asked from the
 * database. Safe for threads.
 */
@NullMarked
package io.likeness.platform.metrics;

import org.jspecify.annotations.NullMarked;
