package io.likeness.ingest.archive;

/** What reading one file of an archive gave. */
public sealed interface EntryBytes {
    /** The whole file; the array belongs to the receiver. */
    @SuppressWarnings("ArrayRecordComponent") // Handed from reader to decoder and never compared.
    record Complete(byte[] content) implements EntryBytes {}

    /** The file is larger, or expands further, than the limits allow; the rest was not read. */
    record OverLimit(String detail) implements EntryBytes {}

    /** The file cannot be read although the archive can. */
    record Damaged(String detail) implements EntryBytes {}
}
