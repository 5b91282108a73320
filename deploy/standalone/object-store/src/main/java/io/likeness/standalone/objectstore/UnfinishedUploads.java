package io.likeness.standalone.objectstore;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Uploads in parts that S3Proxy 3 left unfinished. Version 4 looks for their marks under another name, so that without this it would
 * list such an upload for ever, refuse to abort it, and show its mark as an object.
 */
final class UnfinishedUploads {

    private static final String PARTS = ".mpus-";
    private static final String MARK = ".s3proxy-mpu-stub-";
    private static final int ID_LENGTH = 36;

    private UnfinishedUploads() {}

    /** Renames the marks in every bucket of a folder, over which no store runs. */
    static void adopt(Path dataFolder) throws IOException {
        try (DirectoryStream<Path> buckets = Files.newDirectoryStream(dataFolder, Files::isDirectory)) {
            for (Path bucket : buckets) {
                adoptIn(bucket);
            }
        }
    }

    private static void adoptIn(Path bucket) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(bucket, PARTS + "?".repeat(ID_LENGTH) + "-*")) {
            for (Path part : parts) {
                String id = part.getFileName().toString().substring(PARTS.length(), PARTS.length() + ID_LENGTH);
                Path mark = bucket.resolve(id);
                if (Files.isRegularFile(mark)) {
                    Files.move(mark, bucket.resolve(MARK + id));
                }
            }
        }
    }
}
