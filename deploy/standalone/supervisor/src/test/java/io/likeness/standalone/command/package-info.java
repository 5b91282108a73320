/** Tests of the commands' words, without a system. */
@NullMarked
package io.likeness.standalone.command;

import org.jspecify.annotations.NullMarked;
