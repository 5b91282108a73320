package io.likeness.ingest.archive;

/**
 * One file as a zip's directory lists it.
 *
 * @param name as stored
 * @param method of compression, PKWARE's number
 * @param size in bytes once expanded
 * @param offset of its local header in the zip
 * @param regular neither a folder nor a symbolic link
 */
record ZipEntryRecord(
        String name,
        int method,
        boolean encrypted,
        long crc,
        long compressedSize,
        long size,
        long offset,
        boolean regular) {}
