package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.dataset.BaseDataset;
import io.likeness.ingest.dataset.BaseDataset.PlacedRow;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.ObjectStore;
import java.util.stream.Stream;

/** Datasets to which images are added, as they lie in the store. Safe for threads. */
final class BaseDatasets {
    private final ObjectStore store;
    private final SealedTable sealedDatasets;
    private final ErasedTable erased;

    BaseDatasets(ObjectStore store, SealedTable sealedDatasets, ErasedTable erased) {
        this.store = store;
        this.sealedDatasets = sealedDatasets;
        this.erased = erased;
    }

    /**
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} while an image is being erased, {@code DATASET_UNUSABLE} for one that is not sealed or was deleted, and as
     *     {@link ObjectStore} says
     */
    BaseDataset fetch(String datasetId) {
        if (erased.erasing()) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "baseId: expected no erasure that may change " + datasetId + ", found one that has not ended");
        }
        DatasetSealed sealed = sealedDatasets
                .findKept(datasetId)
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.DATASET_UNUSABLE, "baseId: expected a sealed dataset, found '" + datasetId + "'"));
        DatasetManifest manifest = Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
        return new BaseDataset(
                manifest,
                sealed.manifest().sha256(),
                Json.decode(store.fetch(sealed.report()), ImportReport.class),
                () -> manifest.shards().stream().flatMap(this::images));
    }

    /** Whether it was sealed anew without an image since it was fetched, is about to be, or was deleted: whatever failed may have failed by that. */
    boolean changed(BaseDataset base) {
        return erased.erasing()
                || sealedDatasets
                        .findKept(base.manifest().datasetId())
                        .filter(now -> now.manifest().sha256().equals(base.digest()))
                        .isEmpty();
    }

    private Stream<PlacedRow> images(Shard shard) {
        return ShardLines.of(store.fetch(shard.rows())).lines().stream()
                .map(line -> new PlacedRow(shard.split(), line.row()));
    }
}
