/**
 * Images and their labels on disk and the order in which a training visits them. Used by the training run and the evaluation. Caches are read-only
 * and safe for threads.
 */
@NullMarked
package io.likeness.training.data;

import org.jspecify.annotations.NullMarked;
