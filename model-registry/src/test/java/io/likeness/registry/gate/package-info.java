/** Tests of the gate's rule. */
@NullMarked
package io.likeness.registry.gate;

import org.jspecify.annotations.NullMarked;
