package io.likeness.gateway.dataset;

import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.ledger.Chore;
import io.likeness.gateway.ledger.Housekeeping;
import io.likeness.gateway.upload.Uploads;
import io.likeness.gateway.upload.Uploads.Waiting;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the uploads that name a dataset to which their images are to be added, of each name one after the other, so that each adds to what the
 * one before has left. Safe for threads and for several gateways: whoever is second finds the import that the first has accepted.
 */
@Singleton
public class UploadImports implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(UploadImports.class);

    private final Uploads uploads;
    private final Datasets datasets;

    public UploadImports(Uploads uploads, Datasets datasets) {
        this.uploads = uploads;
        this.datasets = datasets;
    }

    @Override
    public boolean run() {
        for (Waiting upload : uploads.nextToAdd()) {
            Housekeeping.done("images of upload " + upload.id(), () -> add(upload));
        }
        return false;
    }

    private boolean add(Waiting upload) {
        try {
            uploads.added(upload.id(), datasets.add(upload).id());
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.warn("images are not added upload={} dataset={}", upload.id(), upload.datasetName(), e);
            uploads.notAdded(upload.id(), Failure.of(e));
        }
        return false;
    }
}
