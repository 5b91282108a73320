/**
 * One S3 server (S3Proxy over a folder) in its own JVM, for machines without Docker and for tests. The supervisor and
 * the test platform start {@link io.likeness.standalone.objectstore.ObjectStoreNode}; nobody calls these types from
 * another module. Every type is confined to the main thread but for {@code ObjectStore.stop}, which any thread may call.
 */
@NullMarked
package io.likeness.standalone.objectstore;

import org.jspecify.annotations.NullMarked;
