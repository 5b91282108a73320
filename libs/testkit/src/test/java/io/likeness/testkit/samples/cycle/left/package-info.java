/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.cycle.left;

import org.jspecify.annotations.NullMarked;
