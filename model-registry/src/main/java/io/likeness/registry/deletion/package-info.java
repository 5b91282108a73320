/**
 * Versions that are deleted: their rows and, a moment later, their files; what serves afterwards. Called over HTTP by the gateway, which
 * repeats a request until it is answered, and by a loop. Beans are safe for threads and for any number of instances.
 */
@NullMarked
package io.likeness.registry.deletion;

import org.jspecify.annotations.NullMarked;
