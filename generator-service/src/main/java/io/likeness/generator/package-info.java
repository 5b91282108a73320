/** What the parts of the generator share: its configuration. Read at start-up; immutable and safe for threads. */
@NullMarked
package io.likeness.generator;

import org.jspecify.annotations.NullMarked;
