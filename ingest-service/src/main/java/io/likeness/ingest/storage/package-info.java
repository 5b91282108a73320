/**
 * What the service keeps: objects of datasets in the store, what is said of them in the database, and files on local disk for as long as
 * they are read. Called by imports, deletions and erasures. Types are safe for threads unless they say otherwise.
 */
@NullMarked
package io.likeness.ingest.storage;

import org.jspecify.annotations.NullMarked;
