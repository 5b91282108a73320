/** Tests of the split rules. */
@NullMarked
package io.likeness.ingest.split;

import org.jspecify.annotations.NullMarked;
