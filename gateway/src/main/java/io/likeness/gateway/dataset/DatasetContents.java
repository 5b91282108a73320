package io.likeness.gateway.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.gateway.access.Tenant;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.imaging.TensorShape;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in a sealed dataset, read from the store, of which one shard's rows are held at a time. Images are counted in the order of the
 * manifest's shards. Safe for threads.
 *
 * <p>Every method throws {@link LikenessException} with {@code NOT_FOUND}, {@code GONE} or {@code OBJECT_STORE_UNAVAILABLE}, and {@code
 * STATE_CONFLICT} for a dataset that is not sealed.
 */
@Singleton
public class DatasetContents {
    /** Of manifests whose labels were counted last: each count reads all rows. */
    private static final int MOST_REMEMBERED = 32;

    private final Datasets datasets;
    private final ObjectStore store;
    private final Map<String, List<LabelStatistics>> counted = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Lock comparing = new ReentrantLock();

    public DatasetContents(Datasets datasets, ObjectStore store) {
        this.datasets = datasets;
        this.store = store;
    }

    /** The manifest, empty while there is none. */
    public Optional<DatasetManifest> fetchManifest(Tenant tenant, String id) {
        DatasetSealed complete = datasets.require(tenant, id).sealed();
        return complete == null ? Optional.empty() : Optional.of(manifest(complete));
    }

    /** What the images have of each label, by name. */
    List<LabelStatistics> labels(Tenant tenant, String id) {
        DatasetSealed complete = datasets.require(tenant, id).requireSealed();
        List<LabelStatistics> known = counted.get(complete.manifest().sha256());
        if (known != null) {
            return known;
        }
        List<LabelStatistics> labels =
                LabelStatistics.of(manifest(complete).shards().stream().flatMap(this::rows));
        synchronized (counted) {
            counted.put(complete.manifest().sha256(), labels);
            if (counted.size() > MOST_REMEMBERED) {
                counted.remove(counted.keySet().iterator().next());
            }
        }
        return labels;
    }

    /**
     * Some images, in their order.
     *
     * @param split only of this part; absent: of all
     * @param from the first that may be among them
     */
    List<DatasetImage> images(Tenant tenant, String id, @Nullable Split split, long from, int limit) {
        List<DatasetImage> images = new ArrayList<>();
        long first = 0;
        for (Shard shard :
                manifest(datasets.require(tenant, id).requireSealed()).shards()) {
            if (images.size() < limit && first + shard.count() > from && (split == null || shard.split() == split)) {
                List<ShardRow> rows = rows(shard).toList();
                for (int k = (int) Math.max(0, from - first); k < rows.size() && images.size() < limit; k++) {
                    images.add(DatasetImage.of(id, first + k, shard.split(), rows.get(k)));
                }
            }
            first += shard.count();
        }
        return images;
    }

    /**
     * In what a dataset differs from another. One at a time, for what a comparison holds.
     *
     * @param since the id of the other; absent: of the one that it was made from
     */
    DatasetDifference difference(Tenant tenant, String id, @Nullable String since) {
        Dataset dataset = datasets.require(tenant, id);
        DatasetManifest now = manifest(dataset.requireSealed());
        String other = since == null ? dataset.base() : since;
        if (other == null) {
            throw Require.invalid("since", "the id of a dataset, as this one was made from no other", "none");
        }
        DatasetManifest before = manifest(datasets.require(tenant, other).requireSealed());
        comparing.lock();
        try {
            return new DatasetComparison(before, now, this::rows).compare();
        } finally {
            comparing.unlock();
        }
    }

    /** One image as PNG. */
    byte[] image(Tenant tenant, String id, long index) {
        DatasetManifest manifest = manifest(datasets.require(tenant, id).requireSealed());
        TensorShape shape = new TensorShape(manifest.channels(), manifest.side());
        long first = 0;
        for (Shard shard : manifest.shards()) {
            if (index < first + shard.count()) {
                return png(shard, (index - first) * shape.size(), shape);
            }
            first += shard.count();
        }
        throw new LikenessException(
                ErrorCode.NOT_FOUND, "index: expected 0 to %d, found %d".formatted(first - 1, index));
    }

    /**
     * What the doctor found, JSON of {@link DoctorReport}.
     *
     * @throws LikenessException also {@code STATE_CONFLICT} while the dataset is not examined yet
     */
    byte[] doctor(Tenant tenant, String id) {
        String manifest =
                datasets.require(tenant, id).requireSealed().manifest().key();
        return store.find(Bucket.DATASETS, DoctorReport.key(manifest))
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "dataset " + id + ": expected it to be examined, found that not ended yet: ask again"));
    }

    /** One refused file as PNG. */
    byte[] refused(Tenant tenant, String id, String thumbnail) {
        String report = datasets.report(tenant, id).key();
        return store.find(Bucket.DATASETS, RefusedThumbnails.key(report, thumbnail))
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND,
                        "thumbnail: expected one that the dataset's report names and that was not erased, found '"
                                + thumbnail + "'"));
    }

    private byte[] png(Shard shard, long offset, TensorShape shape) {
        try (InputStream in = store.fetchRange(shard.images(), offset, shape.size())) {
            return PngWriter.write(ImageTensor.of(shape, in.readNBytes(shape.size())));
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "image: the object store did not answer", e);
        }
    }

    private DatasetManifest manifest(DatasetSealed complete) {
        return Json.decode(store.fetch(complete.manifest()), DatasetManifest.class);
    }

    private Stream<ShardRow> rows(Shard shard) {
        return new String(store.fetch(shard.rows()), UTF_8)
                .lines()
                .map(line -> Json.decode(line.getBytes(UTF_8), ShardRow.class));
    }
}
