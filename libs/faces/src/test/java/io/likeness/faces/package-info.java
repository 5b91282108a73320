/** Tests of values computed by hand, and of invariants over seeded random pictures. Run by surefire, in any order. */
@NullMarked
package io.likeness.faces;

import org.jspecify.annotations.NullMarked;
