/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.adapter;

import org.jspecify.annotations.NullMarked;
