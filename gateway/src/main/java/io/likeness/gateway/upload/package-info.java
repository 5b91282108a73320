/**
 * Uploads: bodies, forms and what comes piece by piece on its way into the object store, and what is known of those that arrived. Called
 * over HTTP and by the dataset feature. Safe for threads; a body is never whole in memory. {@link Dialect} is where a protocol of resuming
 * is added.
 */
@NullMarked
package io.likeness.gateway.upload;

import org.jspecify.annotations.NullMarked;
