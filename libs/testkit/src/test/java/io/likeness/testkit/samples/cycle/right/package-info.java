/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.cycle.right;

import org.jspecify.annotations.NullMarked;
