/** A sample that breaks the rules of configurations. */
@NullMarked
package io.likeness.testkit.samples.settings.careless;

import org.jspecify.annotations.NullMarked;
