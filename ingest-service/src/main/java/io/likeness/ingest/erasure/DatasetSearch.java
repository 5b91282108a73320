package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the sealed datasets of a tenant that hold a file, by the digests in their rows. Safe for threads. */
final class DatasetSearch {
    private final ObjectStore store;
    private final SealedTable sealedDatasets;

    DatasetSearch(ObjectStore store, SealedTable sealedDatasets) {
        this.store = store;
        this.sealedDatasets = sealedDatasets;
    }

    /** @throws LikenessException if one cannot be read, unless it is deleted meanwhile */
    List<DatasetSealed> holders(TenantId tenant, String sha256, RunningJob job) throws InterruptedException {
        List<DatasetSealed> holders = new ArrayList<>();
        for (String datasetId : sealedDatasets.kept(tenant)) {
            Optional<DatasetSealed> dataset = sealedDatasets.findKept(datasetId);
            if (dataset.isPresent() && holds(dataset.orElseThrow(), sha256, job)) {
                holders.add(dataset.orElseThrow());
            }
        }
        return holders;
    }

    private boolean holds(DatasetSealed dataset, String sha256, RunningJob job) throws InterruptedException {
        try {
            for (Shard shard : Json.decode(store.fetch(dataset.manifest()), DatasetManifest.class)
                    .shards()) {
                job.check();
                if (ShardLines.hold(store.fetch(shard.rows()), sha256)) {
                    return true;
                }
            }
            return false;
        } catch (LikenessException e) {
            if (sealedDatasets.findKept(dataset.datasetId()).isEmpty()) {
                return false;
            }
            throw new LikenessException(
                    e.code(),
                    "dataset %s: cannot be looked through: %s".formatted(dataset.datasetId(), e.getMessage()),
                    e);
        }
    }
}
