/** Tests of which models are loaded and when, without a registry or a store. */
@NullMarked
package io.likeness.generator.serving;

import org.jspecify.annotations.NullMarked;
