/** Tests that data of earlier releases opens with today's servers and readers. The archives lie in the resources, beside what made them. */
@NullMarked
package io.likeness.platform.stored;

import org.jspecify.annotations.NullMarked;
