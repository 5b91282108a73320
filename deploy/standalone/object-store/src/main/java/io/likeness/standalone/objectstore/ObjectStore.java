package io.likeness.standalone.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.logging.slf4j.config.SLF4JLoggingModule;

/** An S3 endpoint over one folder: a bucket is a folder, an object a file. */
final class ObjectStore {

    private static final int THREADS = 32;

    private final BlobStoreContext blobs;
    private final S3Proxy server;

    private ObjectStore(BlobStoreContext blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    static ObjectStore over(ObjectStoreSettings settings) throws IOException {
        Files.createDirectories(settings.dataFolder());
        Properties properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir", settings.dataFolder().toString());
        BlobStoreContext blobs = ContextBuilder.newBuilder("filesystem-nio2")
                .credentials("local", "local")
                .modules(List.of(new SLF4JLoggingModule()))
                .overrides(properties)
                .build(BlobStoreContext.class);
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs.getBlobStore())
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
