/** Tests that drawn faces show what their attributes say, and never change unnoticed. Run by surefire, in any order. */
@NullMarked
package io.likeness.synthetic;

import org.jspecify.annotations.NullMarked;
