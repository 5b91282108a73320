/** A sample that breaks one architecture rule. */
@NullMarked
package io.likeness.testkit.samples.client;

import org.jspecify.annotations.NullMarked;
