@NullMarked
package io.likeness.site;

import org.jspecify.annotations.NullMarked;
