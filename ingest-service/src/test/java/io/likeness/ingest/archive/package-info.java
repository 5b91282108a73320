/** Tests of archives, their limits and their odd entries. */
@NullMarked
package io.likeness.ingest.archive;

import org.jspecify.annotations.NullMarked;
