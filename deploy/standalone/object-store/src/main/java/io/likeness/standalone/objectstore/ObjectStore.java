package io.likeness.standalone.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 endpoint over one folder: a bucket is a folder, an object a file. */
final class ObjectStore {

    private static final int THREADS = 32;

    private final FilesystemNio2BlobStore blobs;
    private final S3Proxy server;

    private ObjectStore(FilesystemNio2BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    static ObjectStore over(ObjectStoreSettings settings) throws IOException {
        Files.createDirectories(settings.dataFolder());
        UnfinishedUploads.adopt(settings.dataFolder());
        FilesystemNio2BlobStore blobs =
                new FilesystemNio2BlobStore(settings.dataFolder().toString());
        S3Proxy server = S3Proxy.builder()
                .blobStore(new PagedListing(blobs, settings.dataFolder()))
                .endpoint(settings.endpoint())
                .awsAuthentication(AuthenticationType.AWS_V4, settings.accessKey(), settings.secretKey())
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .build();
        return new ObjectStore(blobs, server);
    }

    /** Returns when the store serves. */
    void start() throws Exception {
        server.start();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception failure) {
            System.err.println("object store: stopped with " + failure);
        }
        blobs.close();
    }
}
