/** What the tests of ingest-service share: drawn images, archives made of them, and a sink that keeps its shards. */
@NullMarked
package io.likeness.ingest;

import org.jspecify.annotations.NullMarked;
