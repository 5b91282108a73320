package io.likeness.ingest.importing;

import static java.util.stream.Collectors.toSet;

import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.erasure.RevisedTable;
import io.likeness.ingest.storage.DatasetKeys;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OwnedObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * A dataset's objects are owned by its import while that has not ended, and by its announcement afterwards: those of the attempt that
 * sealed it. While an erasure has not ended it may be about to write those of another, and after one that has failed other datasets may still share what a
 * dataset that it had sealed anew was before. Safe for threads.
 */
@ApplicationScoped
public class OwnedDatasets implements OwnedObjects {
    private final Jdbi jdbi;
    private final SealedTable sealedDatasets;
    private final ErasedTable erased;
    private final RevisedTable revised;

    public OwnedDatasets(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.sealedDatasets = new SealedTable(jdbi);
        this.erased = new ErasedTable(jdbi);
        this.revised = new RevisedTable(jdbi);
    }

    @Override
    public Bucket bucket() {
        return Bucket.DATASETS;
    }

    /** Jobs first: one that ends in between has its announcement by then. */
    @Override
    public Set<String> owned(Set<String> keys) {
        Set<String> datasets = keys.stream().map(OwnedDatasets::dataset).collect(toSet());
        Set<String> prefixes = new HashSet<>();
        open(datasets).forEach(id -> prefixes.add(DatasetKeys.prefix(id)));
        Set<String> untold = erased.erasing() ? datasets : revised.untold(datasets);
        sealedDatasets.find(datasets).stream()
                .map(dataset -> untold.contains(dataset.datasetId())
                        ? DatasetKeys.prefix(dataset.datasetId())
                        : folder(dataset))
                .forEach(prefixes::add);
        return keys.stream()
                .filter(key -> prefixes.stream().anyMatch(key::startsWith))
                .collect(toSet());
    }

    private Set<String> open(Set<String> datasets) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id FROM job WHERE kind = :kind AND id = ANY(:ids) AND state IN ('queued', 'running')")
                .bind("kind", ImportJobs.KIND)
                .bindArray("ids", String.class, datasets)
                .mapTo(String.class)
                .collect(toSet()));
    }

    private static String dataset(String key) {
        return key.split("/", 2)[0];
    }

    private static String folder(DatasetSealed announcement) {
        String manifest = announcement.manifest().key();
        return manifest.substring(0, manifest.lastIndexOf('/') + 1);
    }
}
