/** Tests of what every request carries. */
@NullMarked
package io.likeness.gateway.request;

import org.jspecify.annotations.NullMarked;
