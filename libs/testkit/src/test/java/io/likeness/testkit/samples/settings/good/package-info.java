/** A sample that keeps the rules of configurations. */
@NullMarked
package io.likeness.testkit.samples.settings.good;

import org.jspecify.annotations.NullMarked;
