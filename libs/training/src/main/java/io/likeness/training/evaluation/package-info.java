/**
 * Says how varied samples are and how near to real faces. Used at the end of a training. Pure functions over arrays, safe for
 * threads.
 */
@NullMarked
package io.likeness.training.evaluation;

import org.jspecify.annotations.NullMarked;
