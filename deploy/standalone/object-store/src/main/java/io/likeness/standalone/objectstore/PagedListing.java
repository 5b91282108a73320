package io.likeness.standalone.objectstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists a bucket without reading all of it for every page, as the store behind does: for N objects that are N * N / 1000 reads of files, and the heap holds all N
 * at a time. What lies in folders is asked for folder by folder, from where the page begins to where it is full. A bucket that has files beside its folders is
 * listed as before.
 */
final class PagedListing extends ForwardingBlobStore {
    private static final int PAGE = 1000;

    private final Path buckets;

    /** @param buckets folder of the folders that are buckets */
    PagedListing(BlobStore store, Path buckets) {
        super(store);
        this.buckets = buckets;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        boolean all = request.delimiter() == null || request.delimiter().isEmpty();
        Path bucket = buckets.resolve(request.bucket());
        if (!all || prefix.contains("/") || !Files.isDirectory(bucket)) {
            return super.list(request);
        }
        String after = request.continuationToken() == null ? request.startAfter() : request.continuationToken();
        return folders(bucket)
                .map(folders -> page(request, reached(folders, prefix, after == null ? "" : after)))
                .orElseGet(() -> super.list(request));
    }

    /** Names within a bucket, each with the slash by which S3 orders it; empty where some are files. */
    private static Optional<List<String>> folders(Path bucket) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(bucket)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    return Optional.empty();
                }
                names.add(entry.getFileName() + "/");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(names);
    }

    /** Those with keys that begin with a prefix and may come after one. */
    private static List<String> reached(List<String> folders, String prefix, String after) {
        return folders.stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> name.compareTo(after) > 0 || after.startsWith(name))
                .sorted()
                .toList();
    }

    private ListObjectsV2Response page(ListObjectsV2Request request, List<String> folders) {
        int most = request.maxKeys() == null ? PAGE : request.maxKeys();
        List<S3Object> found = new ArrayList<>();
        for (String folder : folders) {
            if (found.size() >= most) {
                return page(found, true);
            }
            ListObjectsV2Response within = super.list(request.toBuilder()
                    .prefix(folder)
                    .maxKeys(most - found.size())
                    .build());
            found.addAll(within.contents());
            if (Boolean.TRUE.equals(within.isTruncated())) {
                return page(found, true);
            }
        }
        return page(found, false);
    }

    /** The place to go on from is that of the last key. */
    private static ListObjectsV2Response page(List<S3Object> found, boolean more) {
        return ListObjectsV2Response.builder()
                .contents(found)
                .isTruncated(more)
                .nextContinuationToken(more ? found.getLast().key() : null)
                .build();
    }
}
