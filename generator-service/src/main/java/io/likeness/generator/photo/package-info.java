/**
 * Uploaded photos as faces of a model's shape. Called by jobs that start from a photo. Safe for threads.
 */
@NullMarked
package io.likeness.generator.photo;

import org.jspecify.annotations.NullMarked;
