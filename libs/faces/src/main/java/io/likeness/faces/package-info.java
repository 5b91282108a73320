/**
 * Finds faces and their eyes on photos. Called by the import and by the generator, so that what a model is trained on and what it is asked
 * about are cut out alike.
 */
@NullMarked
package io.likeness.faces;

import org.jspecify.annotations.NullMarked;
