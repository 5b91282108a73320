/**
 * Removes what trainings have stored that shows faces of datasets from which an image was taken back. Called by a sweep, in any instance and
 * in several at once; safe for threads, the database decides who tells of it.
 */
@NullMarked
package io.likeness.trainer.erasure;

import org.jspecify.annotations.NullMarked;
