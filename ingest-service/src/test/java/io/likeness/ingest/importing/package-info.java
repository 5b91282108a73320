/** Tests of the job around an import. */
@NullMarked
package io.likeness.ingest.importing;

import org.jspecify.annotations.NullMarked;
