/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.kafka;

import org.jspecify.annotations.NullMarked;
