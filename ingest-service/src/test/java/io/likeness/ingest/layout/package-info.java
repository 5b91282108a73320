/** Tests of recognising layouts. */
@NullMarked
package io.likeness.ingest.layout;

import org.jspecify.annotations.NullMarked;
