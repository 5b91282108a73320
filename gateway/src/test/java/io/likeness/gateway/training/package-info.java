/** Tests of what a training's configuration becomes. */
@NullMarked
package io.likeness.gateway.training;

import org.jspecify.annotations.NullMarked;
