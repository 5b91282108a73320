/**
 * Versions with a planted defect, each of which loads and answers fast, in a running system that has something better to serve: what stops them, and after how much?
 * And versions that are the same again, which nothing should stop. Started by {@code ./likeness bench defects}. Safe for threads where a class says so.
 */
@NullMarked
package io.likeness.benchmarks.defects;

import org.jspecify.annotations.NullMarked;
