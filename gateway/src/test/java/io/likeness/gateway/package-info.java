/** Tests of the gateway as a whole: against real servers, and of its architecture. */
@NullMarked
package io.likeness.gateway;

import org.jspecify.annotations.NullMarked;
