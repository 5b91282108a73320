@NullMarked
package io.likeness.registry.serving;

import org.jspecify.annotations.NullMarked;
