/**
 * The memory-mappable cache of a dataset on local disk, made from its manifest. Called by a training run; one process owns a cache
 * folder.
 */
@NullMarked
package io.likeness.trainer.dataset;

import org.jspecify.annotations.NullMarked;
