/**
 * Uploads: raw bodies on their way into the object store, and what is known of those that arrived. Called over HTTP and by the
 * dataset feature. Safe for threads; a body is never whole in memory.
 */
@NullMarked
package io.likeness.gateway.upload;

import org.jspecify.annotations.NullMarked;
