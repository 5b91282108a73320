/** Tests of the testkit itself. */
@NullMarked
package io.likeness.testkit;

import org.jspecify.annotations.NullMarked;
