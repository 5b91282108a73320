@NullMarked
package io.likeness.ingest.doctor;

import org.jspecify.annotations.NullMarked;
