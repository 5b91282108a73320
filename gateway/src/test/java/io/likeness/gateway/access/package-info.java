@NullMarked
package io.likeness.gateway.access;

import org.jspecify.annotations.NullMarked;
