@NullMarked
package io.likeness.ingest.erasure;

import org.jspecify.annotations.NullMarked;
