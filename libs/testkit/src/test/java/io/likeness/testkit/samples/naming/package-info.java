/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.naming;

import org.jspecify.annotations.NullMarked;
