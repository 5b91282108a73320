/** Tests of the demonstration, without a system. */
@NullMarked
package io.likeness.standalone.demo;

import org.jspecify.annotations.NullMarked;
