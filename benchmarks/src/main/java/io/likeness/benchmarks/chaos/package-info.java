/**
 * The whole system under load while its parts are killed and paused, and the question afterwards: did everything that was accepted end,
 * once, with the right bytes? Started by {@code ./likeness bench chaos} and, shorter, by the system tests. Safe for threads where a class
 * says so.
 */
@NullMarked
package io.likeness.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
