/** Tests of what trainings are estimated to cost. */
@NullMarked
package io.likeness.gateway.cost;

import org.jspecify.annotations.NullMarked;
