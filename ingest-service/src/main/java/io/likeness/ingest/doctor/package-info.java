/**
 * The dataset doctor: looks for near duplicates, contradictions and outliers in what is sealed, beside the imports, and writes a report; and makes the
 * next version of a dataset, in which what was found, or asked for, is dealt with. Types are not safe for threads unless they say so.
 */
@NullMarked
package io.likeness.ingest.doctor;

import org.jspecify.annotations.NullMarked;
