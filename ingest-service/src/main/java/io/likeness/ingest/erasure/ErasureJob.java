package io.likeness.ingest.erasure;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes one image from all that is stored. Whatever is changed is written down with the change, so that an attempt after a death goes on
 * from there and the announcement says the same.
 */
final class ErasureJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureJob.class);

    private final DatasetErasure datasets;
    private final UploadErasure uploads;

    ErasureJob(DatasetErasure datasets, UploadErasure uploads) {
        this.datasets = datasets;
        this.uploads = uploads;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        EraseImage command = Json.decode(job.lease().payload(), EraseImage.class);
        ErasureTurn.await(job);
        datasets.erase(command.owner(), command.sha256(), job);
        datasets.deleteThumbnails(command.owner(), command.sha256(), job);
        uploads.erase(command.owner(), command.sha256(), job);
        datasets.deleteReplaced(command.owner(), command.sha256());
        return transaction -> job.announcing(erased(transaction, command)).accept(transaction);
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return job.announcing(new ErasureFailed(job.lease().id(), Failure.of(failure)));
    }

    /** Nobody can cancel an erasure. */
    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return failed(job, new LikenessException(ErrorCode.STATE_CONFLICT, "erasure: expected to be left to its end"));
    }

    /** An erasure has no deadline. */
    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return failed(job, new LikenessException(ErrorCode.DEADLINE_EXCEEDED, "erasure: expected a start in time"));
    }

    private static ImageErased erased(Handle transaction, EraseImage command) {
        ImageErased erased = new ImageErased(
                command.erasureId(),
                command.sha256(),
                RevisedTable.announce(transaction, command.owner(), command.sha256()),
                RewrittenTable.announce(transaction, command.owner(), command.sha256()));
        LOG.info(
                "image erased erasure={} datasets={} uploads={}",
                erased.erasureId(),
                erased.datasets().size(),
                erased.uploads().size());
        return erased;
    }
}
