@NullMarked
package io.likeness.registry.rollout;

import org.jspecify.annotations.NullMarked;
