/** Tests of the registry as a whole, against real servers. */
@NullMarked
package io.likeness.registry;

import org.jspecify.annotations.NullMarked;
